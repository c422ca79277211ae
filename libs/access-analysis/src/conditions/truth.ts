import { matchesPattern } from '../automata/pattern';
import type { StringSet } from '../policy/text';
import { pointOf } from './ordered';
import type { Test } from './test';

/** Whether something holds; `unknown` where a value of the policy is not known before deploy. */
export type Truth = boolean | 'unknown';

/** Whether a test holds for the values that a request has for the key; undefined for a request without the key. */
export function truthOf(test: Test, values: readonly string[] | undefined): Truth {
  const { demand, qualifier, whenAbsent } = test;
  if (demand.kind === 'presence') return (values !== undefined) === demand.present;
  if (values === undefined) return demand.kind === 'unknown' ? 'unknown' : whenAbsent;
  if (qualifier === 'any') return anyOf(values.map((value) => truthForValue(test, value)));
  if (qualifier === 'all') return allOf(values.map((value) => truthForValue(test, value)));
  // An operator for one value, and a key with several: AWS says that the result depends on the key.
  return values.length === 1 ? truthForValue(test, values[0] ?? '') : 'unknown';
}

function truthForValue({ demand }: Test, value: string): Truth {
  if (demand.kind === 'presence') return demand.present;
  if (demand.kind === 'unknown') return 'unknown';
  if (demand.kind === 'ordered') return demand.ordered.holds(pointOf(demand.ordered.domain, value));
  const inSet = isIn(demand.set, value);
  return demand.inside ? inSet : not(inSet);
}

/** Whether a text is in a set, between its bounds. */
export function isIn({ upper, lower }: StringSet, text: string): Truth {
  if (lower.some((pattern) => matchesPattern(pattern, text))) return true;
  return upper.some((pattern) => matchesPattern(pattern, text)) ? 'unknown' : false;
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unknown') ? 'unknown' : false;
}
