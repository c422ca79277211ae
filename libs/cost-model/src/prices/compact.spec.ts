import fc from 'fast-check';
import { compactSnapshot, expandSnapshot } from './compact';
import type { PriceEntry, PriceSnapshot } from './price-snapshot';

const SNAPSHOT: PriceSnapshot = {
  asOf: '2026-09-29',
  sources: ['https://example.org/a', 'a list'],
  comparisons: { 'us-east-2 us-east-1': { prices: 12, medianPercent: '0' } },
  prices: {
    'AmazonEC2/NatGateway-Hours': {
      unit: 'Hrs',
      regions: {
        'us-east-1': ['0.045', 0, '2026-09-29', 'listed'],
        'us-east-2': ['0.045', 0, '2026-09-29', 'assumed', 'us-east-1'],
      },
    },
    'AWSDataTransfer/Out': {
      unit: 'Change Records',
      regions: {
        global: [
          [
            ['0', '0.09'],
            ['10240', '0.085'],
          ],
          1,
          '2024-07-01',
          'derived',
        ],
      },
    },
  },
};

it('gives the same snapshot back, also after it was written as JSON', () => {
  const compact = compactSnapshot(SNAPSHOT);
  expect(expandSnapshot(compact)).toEqual(SNAPSHOT);
  expect(JSON.parse(JSON.stringify(expandSnapshot(JSON.parse(JSON.stringify(compact)) as typeof compact)))).toEqual(
    SNAPSHOT,
  );
});

it('names each region and origin once', () => {
  const { regions, origins, prices } = compactSnapshot(SNAPSHOT);
  expect(regions).toEqual(['global', 'us-east-1', 'us-east-2']);
  expect(origins).toHaveLength(3);
  expect(prices[1]).toBe('AmazonEC2/NatGateway-Hours\tHrs 1,1,0.045 2,2,0.045');
});

it('has no price for names that every object has', () => {
  const { prices } = expandSnapshot(compactSnapshot(SNAPSHOT));
  expect(Object.hasOwn(prices, 'constructor')).toBe(false);
  expect('constructor' in prices).toBe(false);
  expect(prices['AmazonEC2/constructor']).toBeUndefined();
  expect(Object.keys(prices)).toEqual(Object.keys(SNAPSHOT.prices).sort());
});

it('finds each key among all others, and no other key', () => {
  const name = fc.string({ unit: fc.constantFrom(...'aB/-:. 0'), minLength: 1, maxLength: 4 });
  const key = fc.tuple(fc.constantFrom('A', 'AB', 'B'), name).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 40 }), key, (keys, other) => {
      const entry = (index: number): PriceEntry => [String(index), 0, '2026-09-29', 'listed'];
      const all = keys.map((each, index) => [each, { unit: 'Hrs', regions: { global: entry(index) } }] as const);
      const { prices } = expandSnapshot(compactSnapshot({ ...SNAPSHOT, prices: Object.fromEntries(all) }));
      for (const [each, price] of all) expect(prices[each]).toEqual(price);
      expect(Object.hasOwn(prices, other)).toBe(keys.includes(other));
    }),
  );
});

it('refuses to be changed', () => {
  const { prices } = expandSnapshot(compactSnapshot(SNAPSHOT));
  expect(() => Object.assign(prices, { 'A/b': undefined })).toThrow(TypeError);
  expect(prices).toEqual(SNAPSHOT.prices);
});
