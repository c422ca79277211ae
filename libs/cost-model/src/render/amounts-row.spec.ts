import { amountsRow } from './amounts-row';

const WIDE = { name: 31, amount: 16 };
const CELLS = ['1,234,567.89', 'not estimated', '+17.32'];

afterEach(() => {
  delete process.env['CAREPLANE_COLUMNS'];
});

test('a row has 80 columns in a file and on a wide terminal, and 60 on a narrower one', () => {
  const name = 'a service whose name is longer than its column';
  expect(amountsRow(name, CELLS, WIDE)).toHaveLength(79);
  process.env['CAREPLANE_COLUMNS'] = '200';
  expect(amountsRow(name, CELLS, WIDE)).toHaveLength(79);
  process.env['CAREPLANE_COLUMNS'] = '60';
  expect(amountsRow(name, CELLS, WIDE)).toBe('a ser…n its column  1,234,567.89 not estimated        +17.32');
  expect(amountsRow(name, CELLS, { name: 41, amount: 13 })).toHaveLength(60);
});
