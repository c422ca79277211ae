import { layOutFor, terminalColumns } from './columns';
import { table } from './table';
import { wrap } from './wrap';

afterEach(() => {
  delete process.env['CAREPLANE_COLUMNS'];
});

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const row = ['a'.repeat(90), 'b'.repeat(90), 'c'.repeat(90)];
const words = 'word '.repeat(100).trim();

test('without a terminal a table is whole and text has 80 columns', () => {
  layOutFor(undefined);
  expect(terminalColumns()).toBeUndefined();
  expect(widest(table(['a', 'b', 'c'], [row]))).toBe(274);
  expect(widest(wrap(words, 0))).toBeLessThanOrEqual(80);
});

test.each([
  [20, 60],
  [60, 60],
  [121, 121],
  [200, 200],
  [1000, 200],
])('a terminal of %i columns has lines of at most %i', (columns, expected) => {
  layOutFor(columns);
  expect(widest(table(['a', 'b', 'c'], [row]))).toBe(expected);
  expect(widest(wrap(words, 0))).toBeGreaterThan(expected - 5);
  expect(widest(wrap(words, 0))).toBeLessThanOrEqual(expected);
});
