import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** Sources of the command lines and libraries; the files here that handle the process are left out. */
const sources = ['apps', 'libs']
  .flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => join(ROOT, kind, name, 'src')))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  // The function that makes the account's settings runs in Lambda, whose log is its standard output.
  .filter((file) => !/[\\/]settings[\\/]handler[\\/]/.test(file))
  // A process that a judge starts and reads: its standard output is its answer, its standard error the reason for the verdict.
  .filter((file) => !/[\\/]validate-templates\.ts$/.test(file))
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|[\\/]testing[\\/]/.test(file))
  .map((file) => ({ file: relative(ROOT, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));

const having = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

it('signals, uncaught errors and the end of the process are handled here alone', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(having(/\bprocess\s*\.\s*(on|once|off|exit|abort|exitCode)\b/)).toEqual([
    'libs/command-line/src/main.ts',
    'libs/command-line/src/signals.ts',
  ]);
});

it('nothing is written to the process’s streams but through the terminal', () => {
  expect(having(/\bprocess\s*\.\s*std(out|err)\s*\.\s*(write|on)\b|\bconsole\s*\.\s*\w+\(/)).toEqual([]);
  expect(having(/\bterminalOn\(/)).toEqual(['libs/command-line/src/main.ts', 'libs/command-line/src/terminal.ts']);
});

it('each command line starts with main', () => {
  const mains = sources.filter(({ file }) => /^apps\/[^/]+\/src\/main\.ts$/.test(file));
  expect(mains.map(({ file }) => file)).toEqual([
    'apps/cost/src/main.ts',
    'apps/deploy/src/main.ts',
    'apps/scan/src/main.ts',
  ]);
  for (const { text } of mains) expect(text).toMatch(/\bmain\('careplane(-\w+)?', program\)/);
});
