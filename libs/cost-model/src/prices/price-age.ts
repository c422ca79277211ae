import type { Line } from '../estimate-types';
import { exact, ZERO } from '../exact';

/** How old the prices of an estimate are. */
export interface PriceAge {
  /** Date of the oldest price that matters, YYYY-MM-DD: older prices decide less than a hundredth of the cost. */
  readonly oldest: string;
  /** Share of the expected cost whose prices are more than a year older than the newest price of the list, in whole percent. */
  readonly olderThanAYearPercent: number;
}

/** Share of the cost that may have older prices than the date that is shown. */
const NEGLIGIBLE = exact('0.01');

/**
 * The age of the prices, weighted by what they decide.
 *
 * @param newest date of the newest price of the list, YYYY-MM-DD, from which a year is counted
 */
export function priceAge(lines: readonly Line[], newest: string): PriceAge {
  const yearBefore = `${Number(newest.slice(0, 4)) - 1}${newest.slice(4)}`;
  const byDate = new Map<string, typeof ZERO>();
  for (const { price, monthlyUsd } of lines) {
    if (price === undefined || monthlyUsd === undefined) continue;
    const sum = byDate.get(price.asOf);
    // A price of the usage file has no date.
    if (sum !== undefined || /^\d{4}-/.test(price.asOf))
      byDate.set(price.asOf, sum === undefined ? monthlyUsd.expected : sum.plus(monthlyUsd.expected));
  }
  const dates = [...byDate].sort(([a], [b]) => (a < b ? -1 : 1));
  const total = dates.reduce((sum, [, usd]) => sum.plus(usd), ZERO);
  if (total.isZero()) return { oldest: dates[0]?.[0] ?? newest, olderThanAYearPercent: 0 };
  const old = dates.filter(([date]) => date < yearBefore).reduce((sum, [, usd]) => sum.plus(usd), ZERO);
  let decided = ZERO;
  const oldest = dates.find(([, usd]) => (decided = decided.plus(usd)).gte(total.times(NEGLIGIBLE)))?.[0] ?? newest;
  return { oldest, olderThanAYearPercent: old.times(100).div(total).round().toNumber() };
}
