import { ADDED_CHARGES } from '../resources/added-charges';
import { notIncludedRows } from '../resources/not-included';
import schemas from './resource-properties.json';
import reviewed from './reviewed-properties.json';

/**
 * What a person has decided about a type's properties, as names or paths (keys joined by dots), separated by blanks. A path
 * covers everything below it.
 */
interface Review {
  /** Properties that the calculation reads. */
  readonly read?: string;
  /**
   * Properties that add no charge of their own: they cost nothing, or what they cause is charged with another resource or is a
   * usage key.
   */
  readonly withoutCharge: string;
}

const SCHEMAS: Readonly<Record<string, Readonly<Record<string, string>>>> = schemas;
export const REVIEWED: Readonly<Record<string, Review>> = reviewed;

export function readPaths(type: string): readonly string[] {
  return REVIEWED[type]?.read?.split(' ') ?? [];
}

/** Paths of a type's schema that no one has classified, and classified paths that the schema does not have. */
export function openPaths(type: string): { readonly unclassified: string[]; readonly stale: string[] } {
  const listed = [...notIncludedRows(type), ...(ADDED_CHARGES[type] ?? [])].map(({ path }) => path);
  const classified = new Set([
    ...listed,
    ...readPaths(type),
    ...(REVIEWED[type]?.withoutCharge ?? '').split(' ').filter((path) => path !== ''),
  ]);
  const met = new Set<string>();
  const unclassified: string[] = [];
  const visit = (definition: string, prefix: string) => {
    for (const property of SCHEMAS[type]?.[definition]?.split(' ').filter((each) => each !== '') ?? []) {
      const [name = '', ...nested] = property.split(':');
      const path = `${prefix}${name}`;
      if (classified.has(path)) met.add(path);
      const deeper = nested.length > 0 && [...classified].some((each) => each.startsWith(`${path}.`));
      if (deeper) nested.forEach((each) => visit(each, `${path}.`));
      else if (!classified.has(path)) unclassified.push(path);
    }
  };
  visit('', '');
  return { unclassified, stale: [...classified].filter((path) => !met.has(path)) };
}
