import { rangeOfCidr } from '../network/cidr';

/** A point of an ordered domain: a number, a time in milliseconds, or an address as a number. */
export type Point = number | bigint;

/** A demand on a value that has an order. */
export interface Ordered {
  readonly domain: 'number' | 'date' | 'address4' | 'address6';
  /** Points at which the answer can change: with what lies between them they decide everything. */
  readonly edges: readonly Point[];
  /** Whether a value meets the demand. A value that is not in the domain is `undefined`. */
  readonly holds: (point: Point | undefined) => boolean;
}

const COMPARE: Readonly<Record<string, (point: Point, wanted: Point) => boolean>> = {
  equals: (point, wanted) => point === wanted,
  lessthan: (point, wanted) => point < wanted,
  lessthanequals: (point, wanted) => point <= wanted,
  greaterthan: (point, wanted) => point > wanted,
  greaterthanequals: (point, wanted) => point >= wanted,
};

/**
 * The demand of an operator on numbers, dates or addresses; undefined if the operator or a value is none of these.
 *
 * @param operator in lower case, without qualifier and `IfExists`
 */
export function orderedTest(operator: string, values: readonly string[]): Ordered | undefined {
  const [, kind, not, how] = /^(numeric|date)(not)?(.+)$/.exec(operator) ?? [];
  if (kind !== undefined) return compared(kind === 'date' ? 'date' : 'number', not !== undefined, how ?? '', values);
  if (operator === 'ipaddress' || operator === 'notipaddress') return within(operator === 'notipaddress', values);
  return undefined;
}

function compared(
  domain: 'number' | 'date',
  negated: boolean,
  how: string,
  values: readonly string[],
): Ordered | undefined {
  const compare = COMPARE[how];
  const wanted = values.map((value) => pointOf(domain, value));
  if (compare === undefined || wanted.some((each) => each === undefined)) return undefined;
  const known = wanted.filter((each) => each !== undefined);
  return {
    domain,
    edges: known,
    holds: (point) => point !== undefined && known.some((each) => compare(point, each)) !== negated,
  };
}

/** Addresses of both families in one policy are decided one family at a time; the example is of the first one. */
function within(negated: boolean, values: readonly string[]): Ordered | undefined {
  const ranges = values.map(rangeOfCidr);
  const families = new Set(ranges.map((range) => range?.family));
  const [family] = families;
  if (ranges.length === 0 || families.size !== 1 || family === undefined) return undefined;
  const known = ranges.filter((range) => range !== undefined);
  return {
    domain: family === 4 ? 'address4' : 'address6',
    edges: known.flatMap(({ first, last }) => [first, last]),
    holds: (point) =>
      point !== undefined && known.some(({ first, last }) => point >= first && point <= last) !== negated,
  };
}

/** The point that a text writes; undefined if it writes none. */
export function pointOf(domain: Ordered['domain'], text: string): Point | undefined {
  if (domain === 'address4' || domain === 'address6') {
    const range = rangeOfCidr(text);
    return range?.family === (domain === 'address4' ? 4 : 6) ? range.first : undefined;
  }
  const asNumber = text.trim() === '' ? Number.NaN : Number(text);
  if (domain === 'number') return Number.isNaN(asNumber) ? undefined : asNumber;
  // Dates are written by ISO 8601, or as seconds since 1970.
  const time = Number.isNaN(asNumber) ? Date.parse(text) : asNumber * 1000;
  return Number.isNaN(time) ? undefined : time;
}

/** Points that stand for all others: each edge, and one between, before and after them. */
export function candidates({ domain }: Ordered, edges: readonly Point[]): Point[] {
  if (domain === 'address4' || domain === 'address6') {
    const last = domain === 'address4' ? (1n << 32n) - 1n : (1n << 128n) - 1n;
    const around = edges.map(BigInt).flatMap((edge) => [edge, edge - 1n, edge + 1n]);
    return [...new Set(around)].filter((point) => point >= 0n && point <= last);
  }
  const sorted = [...new Set(edges.map(Number))].sort((a, b) => a - b);
  const between = sorted.slice(1).map((edge, index) => (edge + (sorted[index] ?? edge)) / 2);
  const [first = 0] = sorted;
  return [...sorted, ...between, first - 1000, (sorted.at(-1) ?? 0) + 1000];
}
