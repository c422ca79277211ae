import { exact } from '../exact';
import { Units, unitsOf } from './units';
import type { Amount } from './units';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * An amount as bills write it: `1234.5678`, `1.2E-7`, `"1,234.56"`, `$12.00`, `-0.40`, `(0.40)`. Undefined for anything
 * else: a decimal comma is refused, because 1,234 would be another amount.
 */
export function readAmount(text: string): Amount | undefined {
  return unitsOf(text) ?? readOther(text);
}

function readOther(text: string): Amount | undefined {
  let body = text.trim();
  const negative = /^\(.*\)$/.test(body);
  if (negative) body = body.slice(1, -1);
  body = body.replace(/^([+-]?)\$/, '$1').replace(/^USD\s*/, '');
  if (GROUPED.test(body)) body = body.replaceAll(',', '');
  if (!PLAIN.test(body)) return undefined;
  const amount = exact(body);
  return negative ? amount.negated() : amount;
}

/** No amount. */
export const NO_AMOUNT: Amount = new Units(0, 0);
