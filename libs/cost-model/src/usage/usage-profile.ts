import type { Range } from '../estimate-types';
import { exact, ZERO } from '../exact';

/** An assumed amount of a usage key, and why it is that much: a phrase. */
export interface AssumedUsage {
  readonly amount: number;
  readonly why: string;
}

/** Usage that is assumed where none is given, by resource type (or `account`) and usage key; undefined where nothing is assumed. */
export interface UsageProfile {
  /** As the option has it: `modest-month`. */
  readonly name: string;
  /** With its article, for sentences: `a modest month`. */
  readonly words: string;
  readonly amountOf: (type: string, key: string) => AssumedUsage | undefined;
}

/** Assumed usage counts as expected and in the high case. Only the low case is sure: nothing is used. */
export function assumedRange({ amount }: AssumedUsage): Range {
  const assumed = exact(amount);
  return { low: ZERO, expected: assumed, high: assumed };
}
