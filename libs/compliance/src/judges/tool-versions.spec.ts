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
