import { nearest } from '@careplane/problems';
import { matchesPattern, wildcardPattern } from '../automata/pattern';
import type { AccessWorld } from '../template/world';
import { namesOf, Selection } from './select';
import type { AccessProperty, PrincipalKind, PropertySettings, What } from './terms';
import { isVerb, RESOURCE_WORDS, VERBS } from './verbs';

/** A property as people write it in platform.yaml. */
export interface WrittenProperty {
  readonly name: string;
  readonly words: string;
  readonly who: WrittenWho;
  readonly cannot: readonly string[];
  readonly on: What;
  readonly withSteps: boolean;
  readonly except: readonly { readonly name: readonly string[]; readonly reason: string }[];
}

export interface WrittenWho {
  readonly kind?: readonly PrincipalKind[] | undefined;
  readonly environment?: string | undefined;
  readonly name?: readonly string[] | undefined;
  /** Names of principals that are left out. */
  readonly not?: readonly string[] | undefined;
}

/** Something in a property that does not fit the platform. */
export interface PropertyProblem {
  /** Position of the property, and keys in it. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** A written property in terms. */
export function propertyOf({ except, cannot, who, ...rest }: WrittenProperty): AccessProperty {
  const { not, ...of } = who;
  return {
    ...rest,
    kind: 'access',
    who: { ...of, ...(not === undefined ? {} : { not: [{ name: not }] }) },
    cannot: cannot.flatMap((word) => (isVerb(word) || isAction(word) ? [word] : [])),
    except: except.map(({ name, reason }) => ({ who: { name }, reason })),
  };
}

/** Names in properties that nothing on the platform has. A property about nothing would always be proved. */
export function problemsOf(
  properties: readonly WrittenProperty[],
  world: AccessWorld,
  settings: PropertySettings,
): PropertyProblem[] {
  const selection = new Selection(world, settings);
  return properties.flatMap((property, index) =>
    problemsIn(property, selection, settings).map((problem) => ({ ...problem, path: [index, ...problem.path] })),
  );
}

function problemsIn(property: WrittenProperty, selection: Selection, settings: PropertySettings): PropertyProblem[] {
  const { who, on, cannot, except } = property;
  const principals = selection.world.principals.map(({ name }) => name);
  const resources = selection.world.resources.flatMap(namesOf);
  const environments = [...settings.environments.map(({ name }) => name), 'production', 'nonproduction', 'shared'];
  const found = [
    ...unknownNames(who.name, ['who', 'name'], principals, 'a role, user, group or permission set'),
    ...unknownNames(who.not, ['who', 'not'], principals, 'a role, user, group or permission set'),
    ...except.flatMap(({ name }, index) =>
      unknownNames(name, ['except', index, 'name'], principals, 'a role, user, group or permission set'),
    ),
    ...unknownNames(on.name, ['on', 'name'], resources, 'a resource'),
    ...unknownWords(singleton(who.environment), ['who', 'environment'], environments),
    ...unknownWords(singleton(on.environment), ['on', 'environment'], environments),
    ...unknownWords(
      on.types?.filter((type) => !type.includes('::')),
      ['on', 'types'],
      Object.keys(RESOURCE_WORDS),
    ),
    ...unknownWords(
      cannot.filter((word) => !isAction(word)),
      ['cannot'],
      Object.keys(VERBS),
    ),
  ];
  if (found.length > 0) return found;
  return [...noPrincipal(property, selection), ...nothing(property, selection)];
}

function noPrincipal({ who, ...rest }: WrittenProperty, selection: Selection): PropertyProblem[] {
  if (selection.principals(propertyOf({ who, ...rest }).who).length > 0) return [];
  return [aboutNothing(['who'], JSON.stringify(who), 'no principal of the platform')];
}

function nothing({ on }: WrittenProperty, selection: Selection): PropertyProblem[] {
  return selection.resources(on).length > 0
    ? []
    : [aboutNothing(['on'], JSON.stringify(on), 'no resource of the platform')];
}

function aboutNothing(path: PropertyProblem['path'], given: string, what: string): PropertyProblem {
  return {
    path,
    message: `fits ${what}, so the property would always be proved`,
    given,
    allowed: 'a selection that fits at least one',
    fix: 'Widen the selection, or remove the property.',
  };
}

function isAction(word: string): word is `${string}:${string}` {
  return /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(word);
}

function singleton(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}

function unknownNames(
  patterns: readonly string[] | undefined = [],
  path: PropertyProblem['path'],
  known: readonly string[],
  what: string,
): PropertyProblem[] {
  return patterns
    .filter((pattern) => {
      const compiled = wildcardPattern(pattern, { ignoresCase: true });
      return !known.some((name) => matchesPattern(compiled, name));
    })
    .map((pattern) => ({
      path,
      message: `does not fit the name of ${what} of the platform`,
      given: pattern,
      allowed: `a name, with * and ? as wildcards`,
      fix: guess(pattern, known) ?? 'Run "careplane prove --json" for the names.',
    }));
}

function unknownWords(
  words: readonly string[] | undefined = [],
  path: PropertyProblem['path'],
  known: readonly string[],
): PropertyProblem[] {
  return words
    .filter((word) => !known.includes(word))
    .map((word) => ({
      path,
      message: 'is not known',
      given: word,
      allowed: [...new Set(known)].join(', '),
      fix: guess(word, known) ?? 'Use one of the known words.',
    }));
}

function guess(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}
