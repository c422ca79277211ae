import type { Exact, Range } from '../estimate-types';
import { flat, ZERO } from '../exact';
import type { PriceKey } from '../prices/price-snapshot';
import { discountOf, type Term } from './discounts';
import { linesPricedBy, type CurrentLines, type SavedInLines } from './what-if-lines';

/** What a commitment covers, and the key of its prices, without the term. */
export type CommittedKey = (onDemand: PriceKey) => PriceKey | undefined;

const FARGATE = /^AmazonECS\/(Fargate-(?:ARM-)?(?:vCPU-Hours:perCPU|GB-Hours))$/;

/** A Compute Savings Plan covers these too; the price lists have no rates for them. */
const ALSO_COVERED = /^(?:AmazonEC2\/BoxUsage:|AWSLambda\/Lambda-(?:GB-Second|Provisioned-))/;

/** Prices on demand that a Compute Savings Plan lowers. @see https://aws.amazon.com/savingsplans/compute-pricing/ */
export const savingsPlanKey: CommittedKey = (onDemand) => {
  const covered = FARGATE.exec(onDemand)?.[1] ?? (ALSO_COVERED.test(onDemand) ? onDemand : undefined);
  return covered && `ComputeSavingsPlan/${covered}`;
};

/**
 * Prices on demand of instances and nodes that can be reserved.
 *
 * @see https://aws.amazon.com/rds/reserved-instances/
 * @see https://aws.amazon.com/elasticache/reserved-cache-nodes/
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ri.html
 */
export const reservedKey: CommittedKey = (onDemand) => {
  const [, service, usage, of] =
    /^(AmazonRDS|AmazonElastiCache|AmazonES)\/(InstanceUsage|Multi-AZUsage|NodeUsage|ESInstance):(.*)$/.exec(
      onDemand,
    ) ?? [];
  if (service === undefined) return undefined;
  return `${service}/HeavyUsage:${usage === 'Multi-AZUsage' ? 'Multi-AZ:' : ''}${of}`;
};

/**
 * What a commitment saves. It is made for the low case: that much runs at any time, so that nothing is paid for and not used. The
 * upfront payment is spread over the hours of its term.
 *
 * @param terms tried in this order for each line
 */
export function savedByCommitment(
  current: CurrentLines,
  keyOf: CommittedKey,
  terms: readonly Term[],
): SavedInLines | undefined {
  const lines = linesPricedBy(current, (key) => keyOf(key) !== undefined).filter(
    ({ monthlyUsd }) => !monthlyUsd.low.isZero(),
  );
  if (lines.length === 0) return undefined;
  let saved: Exact = ZERO;
  let without = 0;
  const readFrom = new Set<string>();
  for (const { priceKey = '', price, monthlyUsd } of lines) {
    const discount = firstOf(terms, (term) => discountOf(priceKey, price?.region ?? '', term, keyOf, current));
    if (discount === undefined) without += 1;
    else {
      saved = saved.plus(monthlyUsd.low.times(discount.share));
      if (discount.readFrom !== undefined) readFrom.add(discount.readFrom);
    }
  }
  const basis = [...readFrom].sort().map((from) => `by ${from}`);
  const figure: { savedUsd?: Range } = without === lines.length ? {} : { savedUsd: flat(saved.toDecimalPlaces(6)) };
  return { ...figure, basis, linesWithoutPrice: without };
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
