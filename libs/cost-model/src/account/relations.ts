import type { TemplateResource } from '../template/resource';
import { namedResources } from './named-resources';
import type { Reference } from '../template/value';

/** Which resource refers to which, across all stacks. */
export interface Relations {
  target(resource: TemplateResource, path: string): TemplateResource | undefined;
  /** All of them, each once, in the order in which the property names them. */
  targets(resource: TemplateResource, path: string): readonly TemplateResource[];
  referrers(resource: TemplateResource, type: string, path: string): readonly TemplateResource[];
  ofType(type: string): readonly TemplateResource[];
}

/** References between resources, also those by name. Each index is built when it is first needed. */
export function relationsOf(resources: readonly TemplateResource[]): Relations {
  let byId: Map<string, TemplateResource> | undefined;
  let byType: Map<string, TemplateResource[]> | undefined;
  const referring = new Map<string, Map<string, TemplateResource[]>>();

  const ofType = (type: string) => {
    byType ??= groupBy(resources, (resource) => [resource.type]);
    return byType.get(type) ?? [];
  };
  const named = namedResources(ofType);
  const referred = (reference: Reference, region: string) => {
    byId ??= new Map(resources.map((each) => [idOf(each, each.region), each]));
    return byId.get(idOf(reference, region));
  };
  return {
    ofType,
    target(resource, path) {
      for (const reference of resource.references(path)) {
        const found = referred(reference, resource.region);
        if (found !== undefined) return found;
      }
      return named(resource, path)[0];
    },
    targets(resource, path) {
      return [...new Set(resource.references(path).flatMap((each) => referred(each, resource.region) ?? []))];
    },
    referrers(resource, type, path) {
      if (ofType(type).length === 0) return NONE;
      const key = `${type} ${path}`;
      let index = referring.get(key);
      if (index === undefined) {
        index = groupBy(ofType(type), (each) => [
          ...new Set([
            ...each.references(path).map((reference) => idOf(reference, each.region)),
            ...named(each, path).map((found) => idOf(found, found.region)),
          ]),
        ]);
        referring.set(key, index);
      }
      return index.get(idOf(resource, resource.region)) ?? [];
    },
  };
}

/** References stay inside a region, and two regions may have stacks of the same name. */
function idOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }, region: string): string {
  return `${region}\n${stack}\n${logicalId}`;
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

const NONE: readonly TemplateResource[] = [];
