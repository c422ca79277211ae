import type { Estimate } from './estimate-types';

/**
 * Why an amount is missing in a total: `unpriced` if Careplane does not know a price, a type or a quantity, `usage` if only the
 * usage file can say it.
 */
export type Gap = 'unpriced' | 'usage';

/** What stands behind the amounts: those that are missing, and those of the usage profile. */
export type Openness = Gap | 'assumed';

/** How much of an estimate is in its totals. */
export interface EstimateCoverage {
  /** Nothing is missing: the totals are the whole cost. Otherwise they are the least that it costs. */
  readonly complete: boolean;
  /** Resources with a missing amount of a kind, and those with assumed usage. A resource may have several. */
  readonly resources: Readonly<Record<Openness, number>>;
}

/** What is missing in the totals of an estimate. */
export function coverageOf({ lines, verdicts }: Pick<Estimate, 'lines' | 'verdicts'>): EstimateCoverage {
  const unpriced = new Set<string>();
  const usage = new Set<string>();
  const assumed = new Set<string>();
  for (const line of lines) {
    if (line.isUsageAssumed === true) assumed.add(idOf(line));
    if (line.monthlyUsd === undefined) (line.isUsageMissing === true ? usage : unpriced).add(idOf(line));
  }
  for (const verdict of verdicts) {
    if (verdict.verdict === 'unsupported' || verdict.verdict === 'price unknown') unpriced.add(idOf(verdict));
    if (verdict.verdict === 'needs usage') usage.add(idOf(verdict));
  }
  return {
    complete: unpriced.size + usage.size === 0,
    resources: { unpriced: unpriced.size, usage: usage.size, assumed: assumed.size },
  };
}

function idOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string {
  return `${stack}\n${logicalId}`;
}
