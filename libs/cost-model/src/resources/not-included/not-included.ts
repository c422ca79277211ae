import type { TemplateResource } from '../../template/resource';
import { isMap, isUnresolved, type Value } from '../../template/value';
import { charge, type Component } from '../priced-type';

/** A property that adds a charge which the estimate names and does not calculate. */
export interface NotIncluded {
  /** Keys joined by dots; a list on the way stands for each of its entries. */
  readonly path: string;
  /** The charge, as the pricing page calls it. */
  readonly charge: string;
  /** Values that cost nothing, in lower case. @default none: any value costs */
  readonly unless?: readonly string[];
  /** The only values that cost, in lower case; of an ARN, the name that ends it. @default any value */
  readonly only?: readonly string[];
  /** A value that is known only at deployment costs nothing. @default false: it may cost */
  readonly known?: boolean;
  /** Entries of a list that cost nothing. @default 0 */
  readonly included?: number;
}

/** The rows of one CloudFormation type. */
export type NotIncludedTable = Readonly<Record<string, readonly NotIncluded[]>>;

/** One row of a table, for short. */
export function row(path: string, charge: string, more: Omit<NotIncluded, 'path' | 'charge'> = {}): NotIncluded {
  return { path, charge, ...more };
}

/** A charge of unknown amount for each property that is set, so that the resource never looks free or complete. */
export function chargesNotIncluded(resource: TemplateResource, rows: readonly NotIncluded[]): Component[] {
  const set = rows.filter((each) => costs(each, resource));
  return [...new Map(set.map((each) => [each.charge, each])).values()].map(({ charge: name, path }) => ({
    ...charge(name, '', undefined, undefined),
    notIncluded: path,
  }));
}

/** Whether a resource sets a property to a value that costs. */
export function costs(row: Omit<NotIncluded, 'charge'>, resource: TemplateResource): boolean {
  const [first = '', ...rest] = row.path.split('.');
  const value = resource.value(first);
  if (value === undefined) return false;
  if (row.included !== undefined) return Array.isArray(value) && value.length > row.included;
  return leaves(value, rest).some((leaf) => isCharged(row, leaf));
}

/** The values at the end of a path; those of every entry where a list is on the way. */
function leaves(value: Value, path: readonly string[]): Value[] {
  if (isUnresolved(value)) return [value];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((entry) => leaves(entry, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === null || value === '' ? [] : [value];
  const inner = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return inner === undefined ? [] : leaves(inner, rest);
}

/** A value that is known only at deployment may cost. */
function isCharged({ unless = [], only, known = false }: Omit<NotIncluded, 'charge'>, leaf: Value): boolean {
  if (typeof leaf === 'object') return !known;
  const text = String(leaf).toLowerCase();
  return only === undefined ? !unless.includes(text) : only.includes(text.slice(text.lastIndexOf('/') + 1));
}
