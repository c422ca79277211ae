import type { Estimate } from '../estimate-types';
import { flat, exact } from '../exact';
import { renderSummary } from './summary';

const line = (component: string, usd: string, more = {}): Estimate['lines'][number] => ({
  stack: 'app',
  logicalId: component,
  constructPath: component,
  resourceType: 'AWS::ECS::Service',
  component,
  unit: 'hours',
  unitPriceUsd: exact('1'),
  monthlyUsd: flat(exact(usd)),
  ...more,
});

const priced = (lines: Estimate['lines'], verdicts: Estimate['verdicts'] = []): Estimate => ({
  region: 'us-east-2',
  pricesAsOf: '2026-01-01',
  lines,
  verdicts,
  totals: flat(lines.reduce((sum, { monthlyUsd }) => sum.plus(monthlyUsd?.expected ?? 0), exact('0'))),
  notes: [],
  problems: [],
});

it('adds what is one component, most expensive first, and sums up the rest', () => {
  const many = Array.from({ length: 10 }, (_, index) => line(`part ${index}`, `${10 - index}`));
  const text = renderSummary(priced([...many, line('part 9', '3')]));
  expect(text.split('\n').slice(0, 11)).toEqual([
    'USD A MONTH                                          LOW    EXPECTED        HIGH',
    'ECS Fargate: part 0                                10.00       10.00       10.00',
    'ECS Fargate: part 1                                 9.00        9.00        9.00',
    'ECS Fargate: part 2                                 8.00        8.00        8.00',
    'ECS Fargate: part 3                                 7.00        7.00        7.00',
    'ECS Fargate: part 4                                 6.00        6.00        6.00',
    'ECS Fargate: part 5                                 5.00        5.00        5.00',
    'ECS Fargate: part 6                                 4.00        4.00        4.00',
    'ECS Fargate: part 9                                 4.00        4.00        4.00',
    '2 other components                                  5.00        5.00        5.00',
    'total                                              58.00       58.00       58.00',
  ]);
});

it('orders by the expected cost, not by what it could become', () => {
  const range = { low: exact('1'), expected: exact('1'), high: exact('100') };
  const text = renderSummary(priced([line('may grow', '0', { monthlyUsd: range }), line('is large', '2')]));
  expect(text.indexOf('is large')).toBeLessThan(text.indexOf('may grow'));
});

it('says what is missing, so that it does not look free', () => {
  const unknown = { stack: 'app', logicalId: 'a', constructPath: 'a', resourceType: 'AWS::S3::Bucket' };
  const text = renderSummary(
    priced(
      [line('part', '1'), line('requests', '0', { monthlyUsd: undefined })],
      [
        { ...unknown, verdict: 'needs usage' },
        { ...unknown, verdict: 'price unknown' },
        { ...unknown, verdict: 'unsupported' },
      ],
    ),
  );
  expect(text).toContain('Missing in the total: 1 resource also costs what its usage says');
  expect(text).toContain('At least 1.00 USD a month expected');
  expect(text).not.toContain('requests');
});

it('fits 80 columns', () => {
  const text = renderSummary(priced([line('a name '.repeat(20), '123456789.00')]));
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
});

it('shows whole names on a wide terminal, and fits a narrow one', () => {
  const estimate = priced([line('a name of more than the forty-four columns that are left of eighty', '1.00')]);
  const widthOn = (columns: string) => {
    process.env['CAREPLANE_COLUMNS'] = columns;
    try {
      return renderSummary(estimate);
    } finally {
      delete process.env['CAREPLANE_COLUMNS'];
    }
  };
  expect(widthOn('200')).toContain('a name of more than the forty-four columns that are left of eighty');
  const table = widthOn('60').split('\n\n')[0] ?? '';
  expect(Math.max(...table.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
});
