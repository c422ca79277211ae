import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cyclesIn, importsBetween, sourceFiles } from './testing/imports';
import { REPOSITORY } from './testing/nx';

// Measured from the sources; boundaries.spec.ts shows that ESLint reports what is planted.

const files = sourceFiles();
const imports = importsBetween(files);
const packageOf = (file: string) => file.split('/').slice(0, 2).join('/');

it('reads the imports of all sources', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(imports).toContainEqual({
    from: 'apps/deploy/src/commands/deploy.ts',
    to: 'libs/deployment/src/ledger/index.ts',
    type: false,
  });
  expect(imports).toContainEqual({
    from: 'libs/cost-commands/src/synthesize.ts',
    to: 'libs/platform/src/write-assemblies.ts',
    type: false,
  });
});

it('finds a cycle', () => {
  const edge = (from: string, to: string) => ({ from, to, type: false });
  expect(cyclesIn([edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'd')])).toEqual([['a', 'b', 'c']]);
  expect(cyclesIn([edge('a', 'b'), edge('a', 'c'), edge('b', 'c')])).toEqual([]);
});

it('no files import each other when the program runs, but for the interpreter of templates', () => {
  expect(cyclesIn(imports.filter(({ type }) => !type))).toEqual([
    // Fn::Sub holds values that hold functions again: the two evaluate each other.
    ['libs/cost-model/src/template/intrinsics.ts', 'libs/cost-model/src/template/substitute.ts'],
  ]);
});

it('no packages import each other, also not for types', () => {
  const between = imports
    .map(({ from, to }) => ({ from: packageOf(from), to: packageOf(to), type: false }))
    .filter(({ from, to }) => from !== to);
  expect(cyclesIn(between)).toEqual([]);
});

it('no app imports an app, and no library imports one', () => {
  const wrong = imports.filter(({ from, to }) => to.startsWith('apps/') && packageOf(from) !== packageOf(to));
  expect(wrong).toEqual([]);
});

it('the folders of the deploy engine import one way', () => {
  const below: Readonly<Record<string, readonly string[]>> = {
    assembly: [],
    aws: ['assembly'],
    'change-sets': ['assembly', 'aws'],
    ledger: ['assembly', 'aws'],
    review: ['assembly', 'change-sets'],
    status: ['aws', 'ledger'],
    drift: ['assembly', 'aws', 'change-sets', 'ledger'],
    logs: ['aws'],
    releases: ['aws'],
    tasks: ['aws'],
    upgrade: ['assembly', 'change-sets', 'review'],
    rollout: ['assembly', 'aws', 'change-sets', 'drift', 'ledger', 'review'],
    retire: ['assembly', 'aws', 'ledger', 'review', 'rollout'],
  };
  const folderOf = (file: string) => /^libs\/deployment\/src\/([^/]+)\//.exec(file)?.[1];
  const wrong = imports.filter(({ from, to }) => {
    const [source, target] = [folderOf(from), folderOf(to)];
    if (source === undefined || target === undefined || source === target) return false;
    return !(below[source] ?? []).includes(target);
  });
  expect(wrong).toEqual([]);
});

it('programs are started by few files, and none of them is a command line of ours', () => {
  const starting = files.filter((file) => /node:child_process/.test(readFileSync(join(REPOSITORY, file), 'utf8')));
  for (const file of starting) {
    expect(readFileSync(join(REPOSITORY, file), 'utf8')).not.toMatch(
      /careplane(-\w+)?\.js|@careplane\/(deploy|cost|scan)\b/,
    );
  }
  const rewriting = files.filter((file) => /process\.argv\s*=/.test(readFileSync(join(REPOSITORY, file), 'utf8')));
  expect(rewriting).toEqual([]);
});

/** What the deploy app may have at most: arguments and rendering. More belongs into a library. */
const MOST_LINES_OF_DEPLOY = 2200;

it('the deploy app is arguments and rendering', () => {
  const own = files.filter((file) => file.startsWith('apps/deploy/src/') && !file.endsWith('.spec.ts'));
  const lines = own.map((file) => readFileSync(join(REPOSITORY, file), 'utf8').split('\n').length - 1);
  expect(own.length).toBeGreaterThan(20);
  expect(lines.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_LINES_OF_DEPLOY);
});

it('the longest path, as CONTRIBUTING.md has it, names files that exist and returns at most 8 times', () => {
  const page = readFileSync(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8');
  const table = page.slice(page.indexOf('## The longest path'), page.indexOf('## Code that exists twice'));
  const folderOf = (file: string) => (file.startsWith('deployment/') ? `libs/${file}` : file);
  const named = [...table.matchAll(/^\| \d+ +\| `([^`]+)`/gm)].map(([, file = '']) => folderOf(file));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((file) => !files.includes(file))).toEqual([]);
  expect(Number(/returns to a file (\d+) times/.exec(table)?.[1])).toBeLessThanOrEqual(8);
});
