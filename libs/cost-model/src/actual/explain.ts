import type { Exact } from '../estimate-types';
import { exact, ZERO } from '../exact';
import { quantity, unitPrice, usd } from '../render/amounts';
import type { ActualUsage } from './actual';

/** Share by which two unit prices may differ, because bills round each row. */
const SAME_PRICE = '0.005';

/** Why a usage type of a resource costs something else than estimated: a sentence; undefined if it costs the same. */
export function explainUsage(usage: ActualUsage): string | undefined {
  const { usageType, billed, estimatedUsd, lines } = usage;
  const name = usageType === '' ? 'other charges' : usageType;
  if (billed === undefined) {
    if (estimatedUsd === undefined || estimatedUsd.expected.isZero()) return undefined;
    return `${name}: ${usd(estimatedUsd.expected)} estimated, nothing billed.`;
  }
  const [line] = lines;
  const size = exact(line?.unitSize ?? 1);
  const used = billed.quantity.div(size);
  const amount = `${name}: ${usd(billed.usd)} billed`;
  const measured = used.isZero() ? '' : ` for ${quantity(used)}${line === undefined ? '' : ` ${line.unit}`}`;
  if (line === undefined) return `${amount}${measured}, not in the estimate.`;
  if (estimatedUsd === undefined) {
    const missing = line.isUsageMissing === true ? keySentence(line.usageKey) : 'the estimate has no price for it';
    return `${amount}${measured}; ${missing}.`;
  }
  if (billed.usd.minus(estimatedUsd.expected).abs().lt('0.005')) return undefined;
  const expected = lines.reduce((sum, each) => sum.plus(each.quantity?.expected ?? ZERO), ZERO);
  const instead = used.isZero() || used.eq(expected) ? '' : ` instead of ${quantity(expected)}`;
  return `${amount}${measured}${instead}, ${usd(estimatedUsd.expected)} estimated${priceSentence(billed.usd, used, estimatedUsd.expected, expected)}.`;
}

function keySentence(key: string | undefined): string {
  return key === undefined ? 'the estimate needs usage' : `the estimate needs ${key}`;
}

/** Says so if the unit itself costs something else: a discount, a commitment, or an old price. */
function priceSentence(billedUsd: Exact, used: Exact, estimatedUsd: Exact, expected: Exact): string {
  if (used.lte(0) || expected.lte(0)) return '';
  const paid = billedUsd.div(used);
  const assumed = estimatedUsd.div(expected);
  if (assumed.isZero() || paid.minus(assumed).abs().div(assumed).lte(SAME_PRICE)) return '';
  return `; a unit costs ${unitPrice(paid.toSignificantDigits(4))}, not ${unitPrice(assumed.toSignificantDigits(4))}`;
}
