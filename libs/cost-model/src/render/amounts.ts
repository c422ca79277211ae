import { groupedDigits } from '@careplane/problems';
import type { Range, Exact } from '../estimate-types';

/**
 * An amount of US dollars for people: to the cent, with thousands separators. An amount below half a cent is shown as
 * such, because 0.00 would look free.
 */
export function usd(amount: Exact): string {
  if (!amount.isZero() && amount.abs().lt('0.005')) return amount.isNegative() ? '>-0.01' : '<0.01';
  return groupedDigits(amount.toFixed(2));
}

/** `12.00`, or `12.00 to 48.00` where low and high differ. */
export function usdRange({ low, high }: Range): string {
  return low.eq(high) ? usd(low) : `${usd(low)} to ${usd(high)}`;
}

/** An increase with its sign: `+12.00`. */
export function signedUsd(amount: Exact): string {
  return amount.gt(0) ? `+${usd(amount)}` : usd(amount);
}

/** A unit price with all its digits. */
export function unitPrice(price: Exact): string {
  return price.toFixed();
}

/** A quantity for people: up to four digits after the point, thousands separated. */
export function quantity(amount: Exact): string {
  return amount.isZero() || amount.abs().gte('0.0001') ? groupedDigits(amount.toDecimalPlaces(4).toFixed()) : '<0.0001';
}

/** Units that end with an s and are no plural. */
const NO_PLURAL = ['IOPS', 'ms'];

/** An amount with its unit: `1 month`, `2 months`, `1 request a second`. */
export function withUnit(amount: Exact, unit: string): string {
  const [, noun = unit, rest = ''] = /^(.*?)( an? .*)?$/.exec(unit) ?? [];
  const isOne = amount.eq(1) && !/^\d/.test(unit) && !NO_PLURAL.includes(unit);
  return `${quantity(amount)} ${isOne ? `${noun.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')}${rest}` : unit}`;
}

/** Whether low, expected and high are one number. */
export function isFlat({ low, expected, high }: Range): boolean {
  return low.eq(expected) && expected.eq(high);
}
