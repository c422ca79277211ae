import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CFN_LINT_VERSION } from './cfn-lint';

const ROOT = join(__dirname, '../../../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** What a file of the repository says after a text. */
const versions = (file: string, pattern: RegExp): (string | undefined)[] =>
  [...read(file).matchAll(pattern)].map(([, version]) => version);

// moto brings cfn-lint with it, so one version serves the emulator and the judge.
test.each([
  ['tools/emulator/requirements.txt', /^cfn-lint==(\S+)$/gm],
  ['README.md', /cfn-lint==([\d.]+)/g],
])('%s names the version of cfn-lint that the judge requires', (file, pattern) => {
  expect(versions(file, pattern)).toEqual([CFN_LINT_VERSION]);
});

test('the scanner of the end-to-end tests and of the benchmarks is the one that pipelines install', () => {
  const [pinned] = versions('libs/config/src/schema/pipelines.ts', /^ {2}version: '([\d.]+)',$/gm);
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  expect(versions('e2e/scan/parts.ts', /^const TRIVY_VERSION = '(.+)';$/gm)).toEqual([pinned]);
  expect(versions('tools/bench/trivy.mjs', /'trivy-([\d.]+)\/trivy'/g)).toEqual([pinned]);
});

test('the end-to-end tests ask for one version of moto', () => {
  const [pinned] = versions('tools/emulator/requirements.txt', /^moto==(\S+)$/gm);
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  const asked = versions('e2e/scan/parts.ts', /moto(?:\[server\]==|-)([\d.]+)'/g);
  expect(new Set(asked)).toEqual(new Set([pinned]));
});
