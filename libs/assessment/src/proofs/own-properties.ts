import {
  networkProblemsOf,
  networkPropertyOf,
  PLATFORM_PROPERTIES,
  problemsOf,
  propertyOf,
} from '@careplane/access-analysis';
import type { AccessTerms, AccessWorld, PropertyProblem } from '@careplane/access-analysis';
import type { PlatformModel } from '@careplane/config';
import type { Problem } from '@careplane/problems';

/** The properties that platform.yaml adds to those of the toolkit. */
export function ownProperties({ properties, networkProperties }: PlatformModel): AccessTerms[] {
  return [...properties.map(propertyOf), ...networkProperties.map(networkPropertyOf)];
}

/**
 * What does not fit in the properties of platform.yaml: names that nothing on the platform has, and names of properties that are taken.
 *
 * @param file platform.yaml, as people call it
 */
export function ownPropertyProblems(model: PlatformModel, world: AccessWorld, file: string): Problem[] {
  const { properties, networkProperties, environments } = model;
  const settings = { environments };
  return [
    ...problemsAt('properties', problemsOf(properties, world, settings), file),
    ...problemsAt('networkProperties', networkProblemsOf(networkProperties, world, settings), file),
    ...takenNames(model, file),
  ];
}

/** A name finds one property: `--property`, findings and exceptions go by it. */
function takenNames({ properties, networkProperties }: PlatformModel, file: string): Problem[] {
  const taken = new Map(PLATFORM_PROPERTIES.map(({ name }) => [name, 'a property of the toolkit']));
  return Object.entries({ properties, networkProperties }).flatMap(([key, list]) =>
    list.flatMap(({ name }, index) => {
      const by = taken.get(name);
      taken.set(name, `${key}[${index}]`);
      if (by === undefined) return [];
      const message = `is the name of ${by} already`;
      const fix = 'Choose another name.';
      return problemsAt(
        key,
        [{ path: [index, 'name'], message, given: name, allowed: 'a name that no other property has', fix }],
        file,
      );
    }),
  );
}

function problemsAt(key: string, problems: readonly PropertyProblem[], file: string): Problem[] {
  return problems.map(({ path, ...problem }) => ({
    file,
    line: 0,
    path: [key, ...path]
      .map((each, index) => (typeof each === 'number' ? `[${each}]` : `${index === 0 ? '' : '.'}${each}`))
      .join(''),
    ...problem,
  }));
}
