import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const MORE = TEMPLATE.replace('DesiredCount: 2', 'DesiredCount: 3');

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** A repository with two commits of a template, and a third state that is not committed. */
function repository(): string {
  const folder = folderWith({ 'web.yaml': TEMPLATE });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'two tasks');
  git(folder, 'tag', 'before');
  writeFileSync(join(folder, 'web.yaml'), MORE);
  git(folder, 'commit', '--quiet', '-am', 'three tasks');
  writeFileSync(join(folder, 'web.yaml'), TEMPLATE.replace('DesiredCount: 2', 'DesiredCount: 4'));
  return folder;
}

describe('careplane-cost diff', () => {
  it('compares two templates by construct path', async () => {
    const folder = folderWith({ 'a/web.yaml': TEMPLATE, 'b/web.yaml': MORE });
    const { exit, stdout } = await cli('diff', join(folder, 'a/web.yaml'), join(folder, 'b/web.yaml'));
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\+18\.02 USD a month expected, from /);
    expect(stdout).toMatch(/^~ .*Service +\+14\.78$/m);
    expect(stdout).not.toContain('NAT gateway hours');
  });

  it('does not take a change to a class without a price for a saving', async () => {
    const database = (instanceClass: string) => `Resources:
  D:
    Type: AWS::RDS::DBInstance
    Properties:
      { Engine: mysql, DBInstanceClass: ${instanceClass}, AllocatedStorage: '50', StorageType: gp3, MultiAZ: true }
`;
    const folder = folderWith({ 'a.yaml': database('db.t4g.medium'), 'b.yaml': database('db.none.large') });
    const [a, b] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
    for (const [before, after, totals] of [
      [a, b, 'from 105.67 to at least 11.50'],
      [b, a, 'from at least 11.50 to 105.67'],
    ] as const) {
      const { exit, stdout } = await cli('diff', before, after);
      expect(exit).toBe(0);
      expect(stdout).toContain(`unknown difference, ${totals} USD a month expected`);
      expect(stdout).toMatch(/^~ D +unknown$/m);
      expect(stdout).toMatch(/^ {4}Database instance: changed: db\.\w+\.\w+ → db\.\w+\.\w+; 730 hours,/m);
      expect(stdout).not.toMatch(/[+-]94\.17/);
    }
    const { stdout } = await cli('diff', a, b, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { difference: null, differenceIs: 'unknown', afterIs: 'at least', decidedChanges: { expected: 0 } },
      changes: [{ change: 'changed', replaced: 'db.t4g.medium → db.none.large', differenceUsd: null }],
    });
  });

  it.each([
    [['--base', 'before'], '+36.04'],
    [['--base', 'HEAD'], '+18.02'],
    [['--base', 'before', '--head', 'main'], '+18.02'],
    [['--base', 'main', '--head', 'before'], '-18.02'],
  ])('compares git revisions %j, and leaves the working tree and the worktrees as they were', async (args, delta) => {
    const folder = repository();
    const before = [
      git(folder, 'status', '--porcelain'),
      git(folder, 'worktree', 'list'),
      readFileSync(join(folder, 'web.yaml'), 'utf8'),
    ];
    const { exit, stdout } = await cli('diff', join(folder, 'web.yaml'), ...args, '--format', 'markdown');
    expect(exit).toBe(0);
    expect(stdout).toContain(`**Monthly cost: ${delta} USD a month expected`);
    expect([
      git(folder, 'status', '--porcelain'),
      git(folder, 'worktree', 'list'),
      readFileSync(join(folder, 'web.yaml'), 'utf8'),
    ]).toEqual(before);
  });

  it('synthesizes a platform as it was and as it is', async () => {
    const folder = folderWith();
    const service = (max: number) =>
      `name: web\nsource: { path: . }\nroutes: [{ host: web }]\nscaling: { min: 2, max: ${max} }\n`;
    mkdirSync(join(folder, 'shop/web'), { recursive: true });
    writeFileSync(
      join(folder, 'shop/platform.yaml'),
      `name: shop
account: '111122223333'
region: us-east-2
environments:
  production: { branch: main, domain: shop.example, hostedZone: { id: Z08412345ABCDEFGHIJKL, name: shop.example } }
alertEmails: [operations@shop.example]
`,
    );
    writeFileSync(join(folder, 'shop/web/service.yaml'), service(4));
    git(folder, 'init', '--quiet', '--initial-branch', 'main');
    git(folder, 'add', '.');
    git(folder, 'commit', '--quiet', '-m', 'shop');
    writeFileSync(join(folder, 'shop/web/service.yaml'), service(8));
    const { exit, stdout } = await cli('diff', join(folder, 'shop/web'), '--base', 'main', '--json');
    expect(exit).toBe(0);
    const { totals, changes } = JSON.parse(stdout) as {
      totals: { difference: { low: number; expected: number; high: number } };
      changes: { constructPath: string }[];
    };
    expect(totals.difference).toMatchObject({ low: 0, expected: 0 });
    expect(totals.difference.high).toBeGreaterThan(0);
    expect(
      changes.map(({ constructPath }) => constructPath).every((path) => path.startsWith('shop-web-production/')),
    ).toBe(true);
  });

  it.each<[readonly string[], RegExp]>([
    [['web.yaml'], /Give two sources, or one and --base/],
    [['web.yaml', 'web.yaml', 'web.yaml'], /Give two sources/],
    [['web.yaml', 'web.yaml', '--base', 'main'], /Give two sources/],
    [['web.yaml', '--base', 'nonsense'], /nonsense is not a revision of/],
    [['web.yaml', '--base', '--upload-pack=x'], /--upload-pack=x is not a revision/],
    [['other.yaml', '--base', 'main'], /other\.yaml is not in main/],
    [['nowhere.yaml', 'web.yaml'], /nowhere\.yaml:1\n.*does not exist/],
    [['web.yaml', 'main'], /main does not exist\. If it is a git revision: careplane-cost diff web\.yaml --base main/],
    [['web.yaml', '--base', 'main', '--format', 'csv'], /Allowed choices are table, json, markdown/],
  ])('%j is refused', async (args, message) => {
    const folder = repository();
    const here = process.cwd();
    process.chdir(folder);
    try {
      const { exit, stdout, stderr } = await cli('diff', ...args);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toMatch(message);
    } finally {
      process.chdir(here);
    }
  });

  it('refuses a revision of what is in no repository', async () => {
    const folder = folderWith({ 'web.yaml': TEMPLATE });
    const { exit, stderr } = await cli('diff', join(folder, 'web.yaml'), '--base', 'main');
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('is not in a git repository') as string,
    });
  });

  it('says why git does not read a repository that is there', async () => {
    const folder = repository();
    writeFileSync(join(folder, '.git/config'), '[core');
    const { exit, stdout, stderr } = await cli('diff', join(folder, 'web.yaml'), '--base', 'main');
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toMatch(/git does not read the repository of .*: bad config line \d.* run: git -C .* status/);
  });
});
