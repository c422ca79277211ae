import { emptyTree, refusal } from '../../testing/tree';
import { packageManagerOf } from './package-manager';

function workspace(files: Readonly<Record<string, string>>) {
  const tree = emptyTree();
  for (const [file, text] of Object.entries(files)) tree.write(file, text);
  return tree;
}

const declares = (packageManager: string) => ({ 'package.json': JSON.stringify({ packageManager }) });

it.each([
  ['npm', { 'package-lock.json': '{}' }, 'npm ci', 'npx'],
  ['npm, by its older file', { 'npm-shrinkwrap.json': '{}' }, 'npm ci', 'npx'],
  ['pnpm', { 'pnpm-lock.yaml': '', ...declares('pnpm@10.20.0') }, 'pnpm install --frozen-lockfile', 'pnpm exec'],
  [
    'yarn 4',
    { 'yarn.lock': '__metadata:\n  version: 8\n', ...declares('yarn@4.10.3') },
    'yarn install --immutable',
    'yarn',
  ],
  [
    'yarn 1',
    { 'yarn.lock': '# yarn lockfile v1\n', ...declares('yarn@1.22.22') },
    'yarn install --frozen-lockfile',
    'yarn',
  ],
  ['bun', { 'bun.lock': '', ...declares('bun@1.3.1') }, 'bun install --frozen-lockfile', 'bunx --no-install'],
  [
    'bun, by its older file',
    { 'bun.lockb': '', ...declares('bun@1.3.1') },
    'bun install --frozen-lockfile',
    'bunx --no-install',
  ],
])('%s, from its lock file', (_, files, install, exec) => {
  expect(packageManagerOf(workspace(files))).toMatchObject({ install, exec });
});

it('takes two lock files of one package manager for one', () => {
  expect(packageManagerOf(workspace({ 'package-lock.json': '{}', 'npm-shrinkwrap.json': '{}' })).name).toBe('npm');
});

it.each([
  [
    'two lock files',
    { 'package-lock.json': '{}', 'yarn.lock': '' },
    'There are lock files of 2 package managers: package-lock.json, yarn.lock.',
  ],
  ['no lock file', {}, 'There is no lock file at the root of the workspace'],
  [
    'a lock file that is not known',
    { 'deno.lock': '{}' },
    'deno.lock is the lock file of a package manager that is not known here.',
  ],
  [
    'a lock file and another package manager in package.json',
    { 'package-lock.json': '{}', ...declares('pnpm@10.20.0') },
    'package-lock.json is a lock file of npm, and packageManager in package.json names pnpm.',
  ],
  ['a package manager without a version', { 'pnpm-lock.yaml': '' }, '"packageManager": "pnpm@10.20.0"'],
])('refuses %s, and says how to correct it', async (_, files, words) => {
  const tree = workspace(files);
  const message = await refusal(() => Promise.resolve().then(() => packageManagerOf(tree)));
  expect(message).toContain(words);
});
