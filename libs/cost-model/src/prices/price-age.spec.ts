import { lineWith, range } from '../testing/estimates';
import { priceAge } from './price-age';

const line = (asOf: string, usd: string) =>
  lineWith({
    monthlyUsd: range(usd),
    price: { region: 'us-east-2', usageType: 'x', source: 'y', confidence: 'listed', asOf },
  });

it.each([
  ['no lines', [], { oldest: '2026-09-29', olderThanAYearPercent: 0 }],
  ['one date', [line('2026-01-01', '5')], { oldest: '2026-01-01', olderThanAYearPercent: 0 }],
  [
    'an old price',
    [line('2024-07-01', '25'), line('2026-01-01', '75')],
    { oldest: '2024-07-01', olderThanAYearPercent: 25 },
  ],
  [
    'an old price that hardly matters',
    [line('2020-01-01', '0.5'), line('2026-01-01', '99.5')],
    { oldest: '2026-01-01', olderThanAYearPercent: 1 },
  ],
  ['a year to the day', [line('2025-09-29', '5')], { oldest: '2025-09-29', olderThanAYearPercent: 0 }],
  [
    'nothing costs',
    [line('2024-07-01', '0'), line('2026-01-01', '0')],
    { oldest: '2024-07-01', olderThanAYearPercent: 0 },
  ],
  [
    'a price of the usage file',
    [line('usage file', '5'), line('2026-01-01', '5')],
    { oldest: '2026-01-01', olderThanAYearPercent: 0 },
  ],
  [
    'an amount that is not known',
    [lineWith({ monthlyUsd: undefined })],
    { oldest: '2026-09-29', olderThanAYearPercent: 0 },
  ],
])('%s', (_name, lines, age) => {
  expect(priceAge(lines, '2026-09-29')).toEqual(age);
});
