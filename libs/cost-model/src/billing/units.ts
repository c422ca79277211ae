import type { Exact } from '../estimate-types';

/**
 * An amount of at most 15 digits, as a whole number of its last place: 1.25 is 125 units of 2 places. A bill has millions of
 * them, and a decimal of any length takes ten times as long to read and to add.
 */
export class Units {
  /**
   * @param units a whole number, exact as a binary fraction
   * @param places digits after the point
   */
  constructor(
    readonly units: number,
    readonly places: number,
  ) {}

  isZero(): boolean {
    return this.units === 0;
  }
}

/** An amount of a bill, exactly; those of more than 15 digits, or with an exponent, are decimals. */
export type Amount = Units | Exact;

/** Every whole number of so many digits is exact as a binary fraction. */
const MAX_DIGITS = 15;
const [ZERO, NINE, POINT, MINUS] = ['0', '9', '.', '-'].map((sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];

/** `-12.3400000000` and the like; undefined for every other form, right or wrong. */
export function unitsOf(text: string): Units | undefined {
  const from = text.charCodeAt(0) === MINUS ? 1 : 0;
  let units = 0;
  let digits = 0;
  let point = -1;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) {
      units = units * 10 + code - ZERO;
      digits += 1;
    } else if (code === POINT && point < 0) {
      point = index;
    } else {
      return undefined;
    }
  }
  if (digits === 0 || digits > MAX_DIGITS) return undefined;
  return new Units(from === 1 ? -units : units, point < 0 ? 0 : text.length - point - 1);
}

/** Whole number of the last place, and digits after the point. */
export interface MutableUnits {
  units: number;
  places: number;
}

/**
 * `unitsOf`, of the bytes of a text.
 *
 * @param result gets the amount
 * @returns false for every form that `unitsOf` does not read
 */
export function unitsOfBytes(bytes: Uint8Array, from: number, end: number, result: MutableUnits): boolean {
  const negative = bytes[from] === MINUS;
  let units = 0;
  let digits = 0;
  let point = -1;
  for (let at = negative ? from + 1 : from; at < end; at += 1) {
    const code = bytes[at] as number;
    if (code >= ZERO && code <= NINE) {
      units = units * 10 + code - ZERO;
      digits += 1;
    } else if (code === POINT && point < 0) {
      point = at;
    } else {
      return false;
    }
  }
  if (digits === 0 || digits > MAX_DIGITS) return false;
  result.units = negative ? -units : units;
  result.places = point < 0 ? 0 : end - point - 1;
  return true;
}
