import { cutMiddle, escapeHtml, oneLine } from '@careplane/problems';
import type { Range, Exact } from '../estimate-types';
import { exact } from '../exact';
import { usd, usdRange } from './amounts';
import type { Group } from './groups';

/** Maximum number of bars. Smaller services share one bar. */
const MAX_BARS = 12;
const WIDTH = 760;
const LABEL = 190;
const AMOUNT = 170;
const ROW = 30;
const BAR = 14;

interface Bar {
  readonly name: string;
  readonly monthlyUsd: Range;
}

/** Cost by service: a bar for each service as expected, a thin line from its low to its high. */
export function chart(groups: readonly Group[]): string {
  const bars = barsOf(groups);
  const most = bars.reduce((max, { monthlyUsd }) => (monthlyUsd.high.gt(max) ? monthlyUsd.high : max), exact(0));
  const height = bars.length * ROW + 8;
  const room = WIDTH - LABEL - AMOUNT;
  const x = (amount: Exact) => LABEL + (most.isZero() ? 0 : amount.dividedBy(most).times(room).toNumber());
  const rows = bars.map(({ name, monthlyUsd }, index) => {
    const middle = index * ROW + ROW / 2 + 4;
    const [low, expected, high] = [x(monthlyUsd.low), x(monthlyUsd.expected), x(monthlyUsd.high)].map(coordinate);
    const range = monthlyUsd.low.eq(monthlyUsd.high)
      ? ''
      : `<path class="range" d="M${low} ${middle}H${high}M${low} ${middle - 5}v10M${high} ${middle - 5}v10"/>`;
    return [
      `<g><title>${escapeHtml(`${name}: ${usd(monthlyUsd.expected)} USD a month expected, ${usdRange(monthlyUsd)}`)}</title>`,
      `<text class="name" x="${LABEL - 10}" y="${middle + 4}">${escapeHtml(cutMiddle(oneLine(name), 26))}</text>`,
      `<rect class="bar" x="${LABEL}" y="${middle - BAR / 2}" width="${coordinate(Math.max(1, Number(expected) - LABEL))}" height="${BAR}"/>`,
      range,
      `<text class="amount" x="${WIDTH}" y="${middle + 4}">${escapeHtml(usdRange(monthlyUsd))}</text></g>`,
    ].join('');
  });
  const words = bars.map(({ name, monthlyUsd }) => `${name} ${usd(monthlyUsd.expected)}`).join(', ');
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="chart-title chart-words">`,
    '<title id="chart-title">Cost by service, in USD a month</title>',
    `<desc id="chart-words">${escapeHtml(words)}</desc>`,
    ...rows,
    '</svg>',
  ].join('\n');
}

function barsOf(groups: readonly Group[]): Bar[] {
  const costing = groups.filter(({ monthlyUsd }) => monthlyUsd.high.gt(0));
  const shown = costing.length > MAX_BARS ? costing.slice(0, MAX_BARS - 1) : costing;
  const others = costing.slice(shown.length);
  if (others.length === 0) return shown;
  const sum = (edge: keyof Range) => others.reduce((total, { monthlyUsd }) => total.plus(monthlyUsd[edge]), exact(0));
  const monthlyUsd = { low: sum('low'), expected: sum('expected'), high: sum('high') };
  return [...shown, { name: `${others.length} others`, monthlyUsd }];
}

function coordinate(value: number): string {
  return value.toFixed(1);
}
