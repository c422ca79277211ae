import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate } from './estimate';
import { PRICED_TYPES } from './resources/registry';
import { readTemplateYaml } from './template/template-yaml';
import type { StackTemplate, TemplateBody } from './template/template';
import { priceTable } from './testing/price-table';
import { unsoundIn } from './testing/unsound';
import { parseUsage } from './usage/parse-usage';

/**
 * A golden for each priced type: `goldens/x.yaml` holds a template and its usage, `goldens/x.txt` the price table that a
 * reviewer has read. UPDATE_GOLDENS=1 writes the tables again.
 */
const FOLDER = join(__dirname, 'goldens');
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));

interface Golden {
  readonly region: string;
  readonly freeTiers?: boolean;
  readonly template: TemplateBody;
}

function read(name: string): { golden: Golden; text: string } {
  const text = readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
  const read = readTemplateYaml(name, text);
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.problems)}`);
  return { golden: read.yaml.value as Golden, text };
}

test.each(NAMES)('%s', (name) => {
  const { golden, text } = read(name);
  const template: StackTemplate = { stack: 'stack', file: name, text, body: golden.template };
  const hasUsage = /^usage:/m.test(text);
  const usage = hasUsage ? parseUsage(name, text.slice(text.search(/^usage:/m))) : undefined;
  const { region, freeTiers } = golden;
  const result = estimate([template], {
    region,
    ...(usage && { usage: usage.usage }),
    ...(freeTiers && { freeTiers }),
  });
  expect(usage?.problems ?? []).toEqual([]);
  expect(result.problems).toEqual([]);
  expect(unsoundIn(result)).toEqual([]);
  const table = priceTable(result);
  const file = join(FOLDER, `${name}.txt`);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, table);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(table);
});

test('every priced type has a golden', () => {
  const covered = new Set(
    NAMES.flatMap((name) => Object.values(read(name).golden.template.Resources ?? {}).map(({ Type }) => Type)),
  );
  expect(PRICED_TYPES.map(({ type }) => type).filter((type) => !covered.has(type))).toEqual([]);
});
