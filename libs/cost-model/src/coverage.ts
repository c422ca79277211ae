import type { Estimate } from './estimate-types';

/**
 * Why an amount is missing in a total: `unpriced` if Careplane does not know a price, a type or a quantity, `usage` if only the
 * usage file can say it.
 */
export type Gap = 'unpriced' | 'usage';

/** How much of an estimate is in its totals. */
export interface EstimateCoverage {
  /** Nothing is missing: the totals are the whole cost. Otherwise they are the least that it costs. */
  readonly complete: boolean;
  /** Resources with a missing amount of this kind. A resource may have both. */
  readonly resources: Readonly<Record<Gap, number>>;
}

/** What is missing in the totals of an estimate. */
export function coverageOf({ lines, verdicts }: Pick<Estimate, 'lines' | 'verdicts'>): EstimateCoverage {
  const unpriced = new Set<string>();
  const usage = new Set<string>();
  for (const line of lines) {
    if (line.monthlyUsd === undefined) (line.isUsageMissing === true ? usage : unpriced).add(idOf(line));
  }
  for (const verdict of verdicts) {
    if (verdict.verdict === 'unsupported' || verdict.verdict === 'price unknown') unpriced.add(idOf(verdict));
    if (verdict.verdict === 'needs usage') usage.add(idOf(verdict));
  }
  return {
    complete: unpriced.size + usage.size === 0,
    resources: { unpriced: unpriced.size, usage: usage.size },
  };
}

function idOf({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string {
  return `${stack}\n${logicalId}`;
}
