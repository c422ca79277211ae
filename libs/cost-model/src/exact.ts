import DecimalJs from 'decimal.js';
import type { Range, Exact } from './estimate-types';

/** Sixty digits: no price times no quantity of a bill needs more, so products and sums of money are exact. */
const Decimal = DecimalJs.clone({ precision: 60, toExpNeg: -30, toExpPos: 40 });

/** A number as a decimal with its printed digits: 0.1 is exactly one tenth. */
export function exact(value: number | string | Exact): Exact {
  return new Decimal(value);
}

export const ZERO: Exact = exact(0);

/** The same quantity in all three cases. */
export function flat(value: number | string | Exact): Range {
  if (typeof value !== 'number') return sameThrice(value);
  let range = FLAT.get(value);
  if (range === undefined) {
    range = sameThrice(value);
    // Counts and hours repeat often. The limit protects against templates with thousands of different numbers.
    if (FLAT.size < 1000) FLAT.set(value, range);
  }
  return range;
}

const FLAT = new Map<number, Range>();

function sameThrice(value: number | string | Exact): Range {
  const same = typeof value === 'object' ? value : exact(value);
  return { low: same, expected: same, high: same };
}

export const NOTHING: Range = flat(0);

/** Applies an operation to low, expected and high, only once if the three are equal. */
export function mapRange(range: Range, operation: (value: Exact) => Exact): Range {
  const expected = operation(range.expected);
  return {
    low: range.low === range.expected ? expected : operation(range.low),
    expected,
    high: range.high === range.expected ? expected : operation(range.high),
  };
}

/** Applies an operation to two ranges, case by case: low with low, high with high. */
export function combineRanges(a: Range, b: Range, operation: (a: Exact, b: Exact) => Exact): Range {
  const expected = operation(a.expected, b.expected);
  const low = a.low === a.expected && b.low === b.expected ? expected : operation(a.low, b.low);
  const high = a.high === a.expected && b.high === b.expected ? expected : operation(a.high, b.high);
  return { low, expected, high };
}

export function addRanges(a: Range, b: Range): Range {
  return combineRanges(a, b, (x, y) => x.plus(y));
}

export function scaleRange(range: Range, factor: number | string | Exact): Range {
  return factor === 1 ? range : mapRange(range, (value) => value.times(factor));
}

export function multiplyRanges(a: Range, b: Range): Range {
  return combineRanges(a, b, (x, y) => x.times(y));
}

/** The same, but no case below `least`. */
export function atLeast(range: Range, least: number | string): Range {
  return mapRange(range, (value) => Decimal.max(value, least));
}

/** Each case rounded up to a whole number of steps. */
export function roundedUp(range: Range, step: number): Range {
  return mapRange(range, (value) => value.div(step).ceil().times(step));
}

/** The largest of each case. */
export function largestRange(ranges: readonly Range[]): Range {
  return ranges.reduce((a, b) => combineRanges(a, b, (x, y) => (x.gte(y) ? x : y)));
}

/** The sum, each case by itself. */
export function sumRanges(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, range) => (range === NOTHING ? sum : addRanges(sum, range)), NOTHING);
}
