import fc from 'fast-check';
import { exact, flat, sumRanges } from '../exact';
import type { Range } from '../estimate-types';
import { withFreeTier } from '../prices/free-tiers';
import type { Price } from '../prices/price-book';
import { accountLines } from './account-lines';
import type { Charge } from './charged-lines';

const TIERS = [
  { from: exact(0), usd: exact('0.09') },
  { from: exact(100), usd: exact('0.05') },
  { from: exact(1000), usd: exact('0.01') },
];

function charge(logicalId: string, quantity: Range | undefined, tiers = TIERS): Charge {
  const reference = {
    region: 'us-east-1',
    usageType: 'Out',
    asOf: '2026-01-01',
    source: 'page',
    confidence: 'listed',
  } as const;
  const price: Price = { key: 'Service/Out', tiers, reference };
  const component = { component: 'Out', unit: 'GB', quantity, price: price.key, usageKey: 'gb' };
  return { resource: { stack: 's', logicalId, constructPath: logicalId, type: 'T' }, component, price, tiers };
}

function linesOf(charges: readonly Charge[]) {
  const lines = accountLines(charges);
  return charges.flatMap((each) => lines(each));
}

test('tiers fill up over the account, in the order of the names', () => {
  const lines = linesOf([charge('b', flat(500)), charge('a', flat(80))]);
  expect(
    lines.map(({ logicalId, component, quantity, monthlyUsd }) => [
      logicalId,
      component,
      Number(quantity?.expected),
      monthlyUsd?.expected.toString(),
    ]),
  ).toEqual([
    ['b', 'Out (first 100 GB)', 20, '1.8'],
    ['b', 'Out (next 900 GB)', 480, '24'],
    ['a', 'Out (first 100 GB)', 80, '7.2'],
  ]);
});

test('each case of a range fills the tiers by itself', () => {
  const range = { low: exact(50), expected: exact(150), high: exact(2000) };
  const lines = linesOf([charge('a', range)]);
  expect(lines.map(({ quantity }) => [quantity?.low, quantity?.expected, quantity?.high].map(Number))).toEqual([
    [50, 100, 100],
    [0, 50, 900],
    [0, 0, 1000],
  ]);
});

test('what others may use at most takes no tier from what is expected: no line falls from case to case', () => {
  const range = { low: exact(50), expected: exact(60), high: exact(5000) };
  const lines = linesOf([charge('a', range), charge('b', flat(40))]);
  expect(
    lines.map(({ logicalId, quantity }) => [
      logicalId,
      ...[quantity?.low, quantity?.expected, quantity?.high].map(Number),
    ]),
  ).toEqual([
    ['a', 50, 60, 60],
    ['a', 0, 0, 900],
    ['a', 0, 0, 4040],
    ['b', 40, 40, 40],
  ]);
});

test('without a quantity there is one line with the price of the first unit that costs something', () => {
  const [line, ...others] = linesOf([charge('a', undefined, [{ from: exact(0), usd: exact(0) }, ...TIERS.slice(1)])]);
  expect(others).toEqual([]);
  expect(line?.unitPriceUsd?.toString()).toBe('0.05');
  expect(line?.monthlyUsd).toBeUndefined();
  expect(line?.assumption).toBe('Depends on usage: gb.');
});

/** A quantity whose cases rise. */
const rising = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
  .map(([low, more, most]) => ({ low: exact(low), expected: exact(low + more), high: exact(low + more + most) }));

test('together the resources of an account pay what one with their sum would', () => {
  fc.assert(
    fc.property(fc.array(rising, { minLength: 1, maxLength: 6 }), (quantities) => {
      const total = (lines: ReturnType<typeof linesOf>) =>
        Object.values(sumRanges(lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? []))).map(String);
      const apart = linesOf(quantities.map((quantity, index) => charge(`r${index}`, quantity)));
      const together = linesOf([charge('all', sumRanges(quantities))]);
      expect(total(apart)).toEqual(total(together));
    }),
  );
});

test('a free quantity comes first, and the tiers behind it stay where they were', () => {
  const tiers = withFreeTier('AmazonCloudWatch/CW:MetricMonitorUsage', TIERS);
  expect(tiers.map(({ from, usd }) => `${from.toString()}: ${usd.toString()}`)).toEqual([
    '0: 0',
    '10: 0.09',
    '100: 0.05',
    '1000: 0.01',
  ]);
  expect(withFreeTier('AmazonEC2/NatGateway-Hours', TIERS)).toBe(TIERS);
});
