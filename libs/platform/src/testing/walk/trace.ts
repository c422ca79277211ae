import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../assemblies';
import type { Leaf } from './documents';

/** A template and its region. */
export interface PlacedTemplate {
  readonly template: Template;
  readonly region: string;
}

/** A scalar in a resource's properties, or what an intrinsic function stands for, where nothing inside of it is a scalar. */
export interface Scalar {
  readonly type: string;
  /** The path without indexes: `Tags.*.Value`; it ends where a function begins. */
  readonly property: string;
  /** Where in the resource's properties the value is, function included. */
  readonly path: readonly (string | number)[];
  readonly resource: { readonly id: string; readonly in: PlacedTemplate };
  readonly one: string | number | boolean;
  readonly other: string | number | boolean;
}

/**
 * Values of our keys are whole days, GiB, percent; those of CloudFormation may be seconds, MiB or fractions. A static site takes ten
 * times the requests of a service.
 */
const FACTORS = [1, 60, 3600, 86_400, 1024, 1 / 100, 2, 10];

/**
 * The scalars that differ between two syntheses of the same resources.
 *
 * @throws Error where the two do not have the same resources
 */
export function differences(one: readonly PlacedTemplate[], other: readonly PlacedTemplate[]): Scalar[] {
  return one.flatMap((placed, index) => {
    const [mine, theirs] = [placed, other[index]].map((each) => Object.entries(each?.template.Resources ?? {}));
    if (mine?.length !== theirs?.length)
      throw new Error(`template ${index} has other resources in the second synthesis`);
    return (mine ?? []).flatMap(([id, resource], at) => {
      const twin = theirs?.[at]?.[1];
      if (twin?.Type !== resource.Type) throw new Error(`${id} is another resource in the second synthesis`);
      const base = { type: resource.Type, resource: { id, in: placed } };
      return compare(resource.Properties, twin.Properties, [], []).map((found) => ({ ...base, ...found }));
    });
  });
}

type Found = Pick<Scalar, 'property' | 'path' | 'one' | 'other'>;

function compare(
  one: unknown,
  other: unknown,
  path: readonly (string | number)[],
  at: readonly string[],
  inside = false,
): Found[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) {
    return [{ property: at.join('.'), path, one: one as Found['one'], other: other as Found['other'] }];
  }
  const [mine, theirs] = [Object.entries(one), Object.entries(other)];
  return mine.flatMap(([key, value], index): Found[] => {
    const [twinKey, twin] = theirs[index] ?? [];
    const step = Array.isArray(one) ? index : key;
    const isFunction = inside || key.startsWith('Fn::') || key === 'Ref';
    const next = isFunction ? at : [...at, typeof step === 'number' ? '*' : step];
    const named: Found[] =
      twinKey === undefined || twinKey === key
        ? []
        : [{ property: `${at.join('.')}.(name)`, path, one: key, other: twinKey }];
    return [...named, ...compare(value, twin, [...path, step], next, isFunction)];
  });
}

/** The leaves whose two values explain a difference. */
export function sourcesOf(scalar: Pick<Scalar, 'one' | 'other'>, pairs: readonly LeafPair[]): LeafPair[] {
  return pairs.filter((pair) => {
    const { leaf, second } = pair;
    if (leaf.value === second) return false;
    if (factorOf(scalar, pair) !== undefined) return true;
    return contains(String(scalar.one), String(leaf.value)) && contains(String(scalar.other), String(second));
  });
}

/** By what a number was multiplied on its way to a property; undefined where it was not. */
export function factorOf(
  { one, other }: Pick<Scalar, 'one' | 'other'>,
  { leaf, second }: LeafPair,
): number | undefined {
  if (typeof leaf.value !== 'number') return undefined;
  const is = (found: Scalar['one'], value: LeafPair['second'], factor: number) =>
    Number(found) === Number(value) * factor;
  return FACTORS.find((factor) => is(one, leaf.value, factor) && is(other, second, factor));
}

/** A leaf of the first documents, and what the second ones have there. */
export interface LeafPair {
  readonly leaf: Leaf;
  readonly second: Leaf['value'];
}

/** Digits that continue to the left or the right are another number. */
function contains(text: string, part: string): boolean {
  if (!/^\d+$/.test(part)) return text.toLowerCase().includes(part.toLowerCase());
  return new RegExp(`(?<![0-9a-f])${part}(?![0-9a-f])`).test(text);
}
