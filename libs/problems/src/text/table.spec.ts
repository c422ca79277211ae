import { displayWidth } from './display-width';
import { table } from './table';

const ROWS = [
  ['medmo-frontend', '12', 'us-west-2'],
  ['病院データ基盤', '6', ''],
  ['👩‍⚕️ telemedicine with a name that is much longer than sixty columns of a terminal', '104', '🇺🇸 us-east-1'],
  ['Kardiologie Ko\u0308ln', '3', '→ eu-central-1'],
];

it('has columns as wide as their widest cell, and no trailing blanks', () => {
  expect(`\n${table(['unit', 'stacks', 'elsewhere'], ROWS.slice(0, 2), { right: ['stacks'] })}\n`)
    .toMatchInlineSnapshot(`
    "
    UNIT            STACKS  ELSEWHERE
    medmo-frontend      12  us-west-2
    病院データ基盤       6
    "
  `);
});

it.each([60, 200])('fits a terminal of %d columns, whatever is in its cells', (width) => {
  const text = table(['unit', 'stacks', 'elsewhere'], ROWS, { right: ['stacks'], width });
  expect(`\n${text}\n`).toMatchSnapshot();
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  // The columns begin at the same place in every row.
  const starts = text.split('\n').map((line) => displayWidth(line.slice(0, line.search(/(ELSEWHERE|us-west|🇺🇸|→)/))));
  expect(new Set(starts.filter((_, row) => row !== 2)).size).toBe(1);
});

it('a cell is one line, and steers nothing', () => {
  const text = table(['name', 'next'], [['a\nb\u001b[2Jc\r', 'x']]);
  expect(text).toBe('NAME           NEXT\na b\\u001b[2Jc  x');
});

it('a table that cannot fit keeps a column of each cell', () => {
  expect(table(['one', 'two'], [['abc', 'def']], { width: 2 })).toBe('…  …\n…  …');
});

it('columns may be set closer', () => {
  expect(table(['a', 'b'], [['x', 'y']], { gap: 1 })).toBe('A B\nx y');
});
