import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILDS } from './testing/builds';

const guide = readFileSync(join(__dirname, '../../../docs/guides/pipelines.md'), 'utf8');
const steps = Object.values(BUILDS).flatMap((build) => build.steps.map(({ name }) => name));

/** Not worth a line in the guide: they only make the folders the rest works in, or are described with another step. */
const UNTOLD = ['folders', 'fetch trivy', 'fetch crane'];

test('the guide tells of every step by its name', () => {
  const missing = [...new Set(steps)].filter((name) => !UNTOLD.includes(name) && !guide.includes(`| ${name} `));
  expect(missing).toEqual([]);
});

test('the guide tells of no step that is none', () => {
  const documented = [...guide.matchAll(/^\| (?:\*\*\w+\*\*)? *\| ([a-z][a-z -]+?) +\|/gm)].map(
    ([, name = '']) => name,
  );
  expect(documented.length).toBeGreaterThan(10);
  expect(documented.filter((name) => !steps.includes(name) && name !== 'step')).toEqual([]);
});
