import { estimate } from '../estimate';
import type { EstimateOptions } from '../estimate-options';
import type { Exact, Line } from '../estimate-types';
import { exact, ZERO } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import type { BilledResource } from '../billing/resource-ledger';
import type { StackTemplate } from '../template/template';
import type { UsageFile, UsageOfResource } from './usage-file';

/** A usage key that a bill says. */
export interface LearnedUsage {
  /** `stack/LogicalId`. */
  readonly address: string;
  readonly constructPath: string;
  readonly key: string;
  readonly amount: Exact;
  /** The usage type of the bill that it was read from. */
  readonly usageType: string;
  /** The billed quantity, in the price list's unit. */
  readonly quantity: Exact;
}

/** Usage of a bill for the resources of some templates. */
export interface UsageLesson {
  readonly learned: readonly LearnedUsage[];
  /** Resources with charges that depend on usage, of which the bill says nothing that one key alone decides. */
  readonly open: readonly { readonly constructPath: string; readonly usageKey: string }[];
}

/** Significant digits of an amount; bills have rounding errors beyond. */
const DIGITS = 8;

/**
 * The usage with which the estimate has the quantities of a bill. A key is learned if the quantity of a usage type is proportional
 * to it: the estimate is made with 1 and with 2 of each key, and the bill is divided by the difference. Keys that only count
 * together with another one, such as the duration of requests, are learned after that one.
 *
 * @param billed resources of one month
 * @param hours hours of that month; amounts for a rate or an average are those of the month, not of 730 hours
 */
export function learnUsage(
  templates: readonly StackTemplate[],
  options: EstimateOptions,
  billed: readonly BilledResource[],
  hours: number,
): UsageLesson {
  const quantities = billedQuantities(billed);
  const learned = new Map<string, LearnedUsage>();
  // One key explains a charge, such as the largest of the four that make a capacity unit of a load balancer.
  const explained = new Set<string>();
  // Twice as many rounds as any type has keys that depend on each other.
  for (let round = 0; round < 4; round += 1) {
    const known = usageFileOf([...learned.values()]);
    const candidates = candidatesOf(estimate(templates, { ...options, usage: known }).lines, quantities, learned);
    if (candidates.length === 0) break;
    const before = learned.size;
    for (const key of new Set(candidates.map((candidate) => candidate.key))) {
      const ofKey = candidates.filter((candidate) => candidate.key === key);
      const one = quantitiesWith(templates, options, known, ofKey, 1);
      const two = quantitiesWith(templates, options, known, ofKey, 2);
      for (const candidate of ofKey) {
        const id = `${candidate.address}\n${candidate.usageType}`;
        if (explained.has(id)) continue;
        const slope = (two.get(id) ?? ZERO).minus(one.get(id) ?? ZERO);
        if (slope.lte(0) || !(one.get(id) ?? ZERO).eq(slope)) continue;
        const month = candidate.isHourly ? exact(HOURS_A_MONTH).div(hours) : exact(1);
        const amount = candidate.quantity.times(month).div(slope).toSignificantDigits(DIGITS);
        const { isHourly: _hourly, ...usage } = candidate;
        learned.set(`${candidate.address}\n${key}`, { ...usage, amount });
        explained.add(id);
      }
    }
    if (learned.size === before) break;
  }
  const usage = usageFileOf([...learned.values()]);
  const { lines } = estimate(templates, { ...options, usage });
  const open = new Map(
    lines
      .filter(({ isUsageMissing }) => isUsageMissing === true)
      .map(({ constructPath, usageKey = '' }) => [`${constructPath}\n${usageKey}`, { constructPath, usageKey }]),
  );
  return { learned: [...learned.values()], open: [...open.values()] };
}

interface Candidate extends Omit<LearnedUsage, 'amount'> {
  /** The usage type counts hours: an average of the month times its hours. */
  readonly isHourly: boolean;
}

/** Keys of lines whose usage type the bill has for the same resource, unless they are learned. */
function candidatesOf(
  lines: readonly Line[],
  quantities: ReadonlyMap<string, Exact>,
  learned: ReadonlyMap<string, LearnedUsage>,
): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { stack, logicalId, constructPath, usageKey, price, unit } of lines) {
    const address = `${stack}/${logicalId}`;
    const usageType = price?.usageType ?? '';
    const quantity = quantities.get(`${address}\n${usageType}`);
    if (usageKey === undefined || quantity === undefined) continue;
    for (const key of usageKey.split(', ')) {
      const id = `${address}\n${key}`;
      if (learned.has(id) || found.has(id)) continue;
      found.set(id, { address, constructPath, key, usageType, quantity, isHourly: /hours/i.test(unit) });
    }
  }
  return [...found.values()];
}

/** Quantities by address and usage type, in the price list's unit, with an amount of one key of each candidate. */
function quantitiesWith(
  templates: readonly StackTemplate[],
  options: EstimateOptions,
  known: UsageFile,
  candidates: readonly Candidate[],
  amount: number,
): Map<string, Exact> {
  const usage: Record<string, UsageOfResource> = { ...known.usage };
  for (const { address, key } of candidates) usage[address] = { ...usage[address], [key]: amount };
  const sums = new Map<string, Exact>();
  for (const line of estimate(templates, { ...options, usage: { usage } }).lines) {
    const id = `${line.stack}/${line.logicalId}\n${line.price?.usageType ?? ''}`;
    const quantity = line.quantity?.expected.times(line.unitSize ?? 1);
    if (quantity !== undefined) sums.set(id, (sums.get(id) ?? ZERO).plus(quantity));
  }
  return sums;
}

function billedQuantities(billed: readonly BilledResource[]): Map<string, Exact> {
  const quantities = new Map<string, Exact>();
  for (const { stack, logicalId, usages } of billed) {
    for (const { usageType, quantity } of usages) {
      if (logicalId !== undefined && quantity.gt(0)) quantities.set(`${stack}/${logicalId}\n${usageType}`, quantity);
    }
  }
  return quantities;
}

function usageFileOf(learned: readonly LearnedUsage[]): UsageFile {
  const usage: Record<string, UsageOfResource> = {};
  for (const { address, key, amount } of learned) usage[address] = { ...usage[address], [key]: amount.toNumber() };
  return { usage };
}
