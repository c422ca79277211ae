import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRICED_TYPES } from './resources/registry';
import { estimateOfGolden, goldens, GOLDENS_FOLDER } from './testing/goldens';
import { priceTable } from './testing/price-table';
import { unsoundIn } from './testing/unsound';

const GOLDENS = goldens();

/** UPDATE_GOLDENS=1 writes the tables again. */
test.each(GOLDENS)('$name', (golden) => {
  const result = estimateOfGolden(golden);
  expect(result.problems).toEqual([]);
  expect(unsoundIn(result)).toEqual([]);
  const table = priceTable(result);
  const file = join(GOLDENS_FOLDER, `${golden.name}.txt`);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, table);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(table);
});

test('every priced type has a golden', () => {
  const covered = new Set(
    GOLDENS.flatMap(({ template }) => Object.values(template.body.Resources ?? {}).map(({ Type }) => Type)),
  );
  expect(PRICED_TYPES.map(({ type }) => type).filter((type) => !covered.has(type))).toEqual([]);
});
