import DecimalJs from 'decimal.js';
import type { Band, Exact } from './estimate-types';

/** Sixty digits: no price times no quantity of a bill needs more, so products and sums of money are exact. */
const Decimal = DecimalJs.clone({ precision: 60, toExpNeg: -30, toExpPos: 40 });

/** A number as a decimal with its printed digits: 0.1 is exactly one tenth. */
export function exact(value: number | string | Exact): Exact {
  return new Decimal(value);
}

export const ZERO: Exact = exact(0);

/** The same quantity in all three cases. */
export function flat(value: number | string | Exact): Band {
  if (typeof value !== 'number') return sameThrice(value);
  let band = FLAT.get(value);
  if (band === undefined) {
    band = sameThrice(value);
    // Counts and hours repeat often. The limit protects against templates with thousands of different numbers.
    if (FLAT.size < 1000) FLAT.set(value, band);
  }
  return band;
}

const FLAT = new Map<number, Band>();

function sameThrice(value: number | string | Exact): Band {
  const same = typeof value === 'object' ? value : exact(value);
  return { low: same, expected: same, high: same };
}

export const NOTHING: Band = flat(0);

/** Applies an operation to low, expected and high, only once if the three are equal. */
export function mapBand(band: Band, operation: (value: Exact) => Exact): Band {
  const expected = operation(band.expected);
  return {
    low: band.low === band.expected ? expected : operation(band.low),
    expected,
    high: band.high === band.expected ? expected : operation(band.high),
  };
}

/** Applies an operation to two bands, case by case: low with low, high with high. */
export function combineBands(a: Band, b: Band, operation: (a: Exact, b: Exact) => Exact): Band {
  const expected = operation(a.expected, b.expected);
  const low = a.low === a.expected && b.low === b.expected ? expected : operation(a.low, b.low);
  const high = a.high === a.expected && b.high === b.expected ? expected : operation(a.high, b.high);
  return { low, expected, high };
}

export function addBands(a: Band, b: Band): Band {
  return combineBands(a, b, (x, y) => x.plus(y));
}

export function scaleBand(band: Band, factor: number | string | Exact): Band {
  return factor === 1 ? band : mapBand(band, (value) => value.times(factor));
}

export function multiplyBands(a: Band, b: Band): Band {
  return combineBands(a, b, (x, y) => x.times(y));
}

/** The largest of each case. */
export function largestBand(bands: readonly Band[]): Band {
  return bands.reduce((a, b) => combineBands(a, b, (x, y) => (x.gte(y) ? x : y)));
}

/** The sum, each case by itself. */
export function sumBands(bands: readonly Band[]): Band {
  return bands.reduce((sum, band) => (band === NOTHING ? sum : addBands(sum, band)), NOTHING);
}
