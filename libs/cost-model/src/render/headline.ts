import { coverageOf } from '../coverage';
import type { Estimate } from '../estimate-types';
import { usd } from './amounts';
import { verdictCounts, pricesAsOf, regionsOf } from './groups';
import { count } from './words';

/** `At least 594.56 USD a month expected`. */
export function expectedWords(estimate: Estimate): string {
  return `${coverageOf(estimate).complete ? '' : 'At least '}${usd(estimate.totals.expected)} USD a month expected`;
}

/**
 * What lies around the expected figure: `428.14 to 1,161.94`, or, where usage was assumed, the fixed part and the high case; empty if
 * all three are one.
 */
export function rangeWords({ totals: { low, expected, high }, assumed }: Estimate): string {
  if (low.eq(high)) return '';
  if (assumed === undefined || low.eq(expected)) return `${usd(low)} to ${usd(high)}`;
  return `${lowName({ assumed })} ${usd(low)}, high ${usd(high)}`;
}

/** Without a usage file, the low case has no usage: it is the fixed part of the cost. */
export function lowName({ assumed }: Pick<Estimate, 'assumed'>): 'low' | 'fixed' {
  return assumed === undefined || assumed.besideFile ? 'low' : 'fixed';
}

/** Whose usage the expected figure has: a sentence, empty if no usage was assumed. */
export function assumedSentence(estimate: Estimate): string {
  const { assumed } = estimate;
  const { resources } = coverageOf(estimate);
  if (assumed === undefined || resources.assumed === 0) return '';
  const where = assumed.besideFile ? ', where the usage file has none' : '';
  return `Expected is with the usage of ${assumed.words} for ${count(resources.assumed, 'resource')}${where}. usage init writes these amounts, to be corrected; --usage-profile none leaves them out.`;
}

/** How many resources have which verdict, the regions, and the age of the prices: a sentence. */
export function coverageSentence(estimate: Estimate): string {
  const counts = verdictCounts(estimate)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`);
  return `${count(estimate.verdicts.length, 'resource')}: ${counts.join(', ')}. ${regionsOf(estimate)}, ${pricesAsOf(estimate)}, before tax and discounts.`;
}
