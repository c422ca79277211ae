import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { scanCommand } from './scan-command';
import { folderWith } from './testing/folders';

const BUNDLE = 'apps/scan/dist/careplane-scan.js';

/** A repository in small; each file was changed at its minute. */
function repository(minutes: Readonly<Record<string, number>>): string {
  const folder = folderWith(Object.fromEntries(Object.keys(minutes).map((file) => [file, `// ${file}`])));
  for (const [file, minute] of Object.entries(minutes)) utimesSync(join(folder, file), minute * 60, minute * 60);
  return join(folder, 'apps/scan');
}

it('is the bundle, with the checksum that the builds hold it to', () => {
  const folder = repository({ [BUNDLE]: 3, 'apps/scan/src/main.ts': 1, 'libs/findings/src/finding.ts': 3 });
  expect(scanCommand(folder)).toEqual({
    file: join(folder, 'dist/careplane-scan.js'),
    sha256: createHash('sha256').update(`// ${BUNDLE}`).digest('hex'),
  });
});

it('is taken as it is where the package was installed without its sources', () => {
  const folder = folderWith({ 'dist/careplane-scan.js': '//' });
  expect(scanCommand(folder).file).toBe(join(folder, 'dist/careplane-scan.js'));
});

it('is refused when it is missing, with the command that makes it', () => {
  const folder = repository({ 'apps/scan/src/main.ts': 1 });
  expect(() => scanCommand(folder)).toThrow(BadInput);
  expect(() => scanCommand(folder)).toThrow(/careplane-scan\.js is missing, .*npm run bundle$/);
});

it.each([
  'apps/scan/src/main.ts',
  'libs/command-line/src/run.ts',
  'libs/findings/src/formats/asff.ts',
  'libs/security-scan/src/index.ts',
])('is refused when %s is newer: the pipelines would run code that differs from the sources', (source) => {
  const folder = repository({ [BUNDLE]: 2, [source]: 3 });
  expect(() => scanCommand(folder)).toThrow(BadInput);
  expect(() => scanCommand(folder)).toThrow(/is older than .*\.ts, .*npm run bundle$/);
});

it.each(['apps/scan/src/main.spec.ts', 'libs/findings/src/testing/finding.ts', 'libs/config/src/load.ts'])(
  'does not grow old by %s, which is not in it',
  (source) => {
    expect(scanCommand(repository({ [BUNDLE]: 2, 'apps/scan/src/main.ts': 1, [source]: 3 })).sha256).toHaveLength(64);
  },
);
