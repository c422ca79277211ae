import type { Range, Estimate, Line, ResourceVerdict, VerdictKind } from '../estimate-types';
import { sumRanges } from '../exact';
import { serviceOf } from '../tco/services';

/** A group of lines with its total. */
export interface Group {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly monthlyUsd: Range;
  /** False if no line has a figure. The range of zeros then means nothing. */
  readonly known: boolean;
}

/** Lines by stack, in the order of the estimate. */
export function byStack({ lines }: Estimate): Group[] {
  return grouped(lines, ({ stack }) => stack);
}

/** Lines by AWS service as a bill names it, most expensive first. */
export function byService({ lines }: Estimate): Group[] {
  return grouped(lines, serviceOf).sort(
    (a, b) => b.monthlyUsd.expected.comparedTo(a.monthlyUsd.expected) || (a.name < b.name ? -1 : 1),
  );
}

/** Lines of one resource after the other, in the order of the estimate. */
export function byResource(lines: readonly Line[]): Group[] {
  return grouped(lines, ({ constructPath, resourceType }) => `${constructPath}\n${resourceType}`);
}

/** Regions whose prices were used, as words; the region of the estimate where none was. */
export function regionsOf({ lines, region }: Estimate): string {
  const regions = new Set(lines.flatMap(({ price }) => (price === undefined ? [] : [price.region])));
  return regions.size === 0 ? region : [...regions].sort().join(', ');
}

/** The age of the prices, as words: `prices as of 2024-07-01 or later (12 % of the cost: older than a year)`. */
export function pricesAsOf({ pricesAsOf: oldest, oldPricesPercent = 0 }: Estimate): string {
  const old = oldPricesPercent === 0 ? '' : ` (${oldPricesPercent} % of the cost: older than a year)`;
  return `prices as of ${oldest} or later${old}`;
}

/** Resources with a verdict. */
export function verdictsOf({ verdicts }: Estimate, kind: VerdictKind): ResourceVerdict[] {
  return verdicts.filter(({ verdict }) => verdict === kind);
}

/** The number of resources with each verdict, most important first. */
export function verdictCounts(estimate: Estimate): [VerdictKind, number][] {
  const kinds: VerdictKind[] = ['priced', 'usage assumed', 'free', 'needs usage', 'price unknown', 'unsupported'];
  return kinds.map((kind): [VerdictKind, number] => [kind, verdictsOf(estimate, kind).length]);
}

/** Lines by a key, in the order of the estimate, each group with its sum. */
export function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Group[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups].map(([name, members]) => ({
    name,
    lines: members,
    known: members.some(({ monthlyUsd }) => monthlyUsd !== undefined),
    monthlyUsd: sumRanges(members.flatMap(({ monthlyUsd }) => (monthlyUsd === undefined ? [] : [monthlyUsd]))),
  }));
}
