import { compactSnapshot, expandSnapshot } from './compact';
import type { PriceSnapshot } from './price-snapshot';

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
  expect(regions).toEqual(['us-east-1', 'us-east-2', 'global']);
  expect(origins).toHaveLength(3);
  expect(prices['AmazonEC2/NatGateway-Hours']).toBe('Hrs 0,0,0.045 1,1,0.045');
});

it('has no price for names that every object has', () => {
  const { prices } = expandSnapshot(compactSnapshot(SNAPSHOT));
  expect(Object.hasOwn(prices, 'constructor')).toBe(false);
  expect(Object.keys(prices)).toEqual(Object.keys(SNAPSHOT.prices));
});
