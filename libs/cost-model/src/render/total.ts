import { wrap } from '@careplane/problems';
import { coverageOf } from '../coverage';
import type { Estimate } from '../estimate-types';
import { usd } from './amounts';
import { pricesAsOf, regionsOf, verdictCounts } from './groups';
import { count } from './words';

/** What it comes to, and what the figures cover: the last lines of every text. */
export function renderTotal(estimate: Estimate): string {
  const { low, expected, high } = estimate.totals;
  const counts = verdictCounts(estimate)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`);
  return [
    `${coverageOf(estimate).complete ? '' : 'At least '}${usd(expected)} USD a month expected${low.eq(high) ? '' : `, ${usd(low)} to ${usd(high)}`}`,
    wrap(
      `${count(estimate.verdicts.length, 'resource')}: ${counts.join(', ')}. ${regionsOf(estimate)}, ${pricesAsOf(estimate)}, before tax and discounts.`,
      0,
    ),
  ].join('\n');
}
