import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, REPOSITORY } from '@careplane/platform/testing';
import { accountDiagnoses } from './account';
import type { AccountQuestions } from './account';
import { cfnGuardDiagnosis, gitDiagnosis, MINIMUM_NODE, nodeDiagnosis, trivyDiagnosis } from './programs';

const ACME = {
  account: '111122223333',
  region: 'us-east-2',
  locations: [
    { account: '111122223333', region: 'us-east-2' },
    { account: '444455556666', region: 'us-west-2' },
  ],
  services: [],
} as unknown as Parameters<typeof accountDiagnoses>[0];

const READY: AccountQuestions = {
  caller: () => Promise.resolve({ account: '111122223333', arn: 'arn:aws:iam::111122223333:user/sam' }),
  bootstrapVersion: () => Promise.resolve('28'),
  quota: () => Promise.resolve(100),
  securityHub: () => Promise.resolve(),
};

const short = async (model: typeof ACME, ask: Partial<AccountQuestions>) =>
  (await accountDiagnoses(model, 'apps/acme', { ...READY, ...ask })).map(({ name, state }) => `${name}: ${state}`);

describe('the account', () => {
  it('is ready, except for what other credentials must say', async () => {
    expect(await short(ACME, {})).toEqual([
      'credentials: ok',
      'bootstrap in us-east-2: ok',
      'bootstrap in 444455556666, us-west-2: unknown',
      'Security Hub CSPM: ok',
    ]);
  });

  it('needs the bootstrap of us-east-1 for a static site', async () => {
    const site = { ...ACME, services: [{ kind: 'static' }] } as unknown as typeof ACME;
    expect(await short(site, {})).toContain('bootstrap in us-east-1: ok');
  });

  it.each<[string, Partial<AccountQuestions>, string]>([
    ['no bootstrap', { bootstrapVersion: () => Promise.resolve(undefined) }, 'bootstrap in us-east-2: missing'],
    ['an old bootstrap', { bootstrapVersion: () => Promise.resolve('20') }, 'bootstrap in us-east-2: missing'],
    [
      'no right to ask',
      { bootstrapVersion: () => Promise.reject(new Error('denied')) },
      'bootstrap in us-east-2: unknown',
    ],
    [
      'no Security Hub',
      { securityHub: () => Promise.reject(new Error('not subscribed')) },
      'Security Hub CSPM: missing',
    ],
  ])('%s', async (_, ask, line) => {
    expect(await short(ACME, ask)).toContain(line);
  });

  it.each<[string, AccountQuestions['caller']]>([
    ['no credentials', () => Promise.reject(new Error('none'))],
    ['those of another account', () => Promise.resolve({ account: '999900001111', arn: 'arn:x' })],
  ])('%s: nothing else is asked', async (_, caller) => {
    expect(await short(ACME, { caller, bootstrapVersion: () => Promise.reject(new Error('asked')) })).toEqual([
      'credentials: missing',
      'bootstrap: unknown',
      'Security Hub CSPM: unknown',
    ]);
  });

  it('has no region to look in without a platform', async () => {
    expect(await short(undefined, {})).toEqual(['credentials: ok', 'bootstrap: unknown', 'Security Hub CSPM: unknown']);
  });

  it('gives a fix for all that is not ok', async () => {
    const found = await accountDiagnoses(ACME, 'apps/acme', { ...READY, bootstrapVersion: () => Promise.resolve('3') });
    expect(found.filter(({ state, fix }) => (state === 'ok') !== (fix === undefined))).toEqual([]);
    expect(found[1]?.fix).toBe('as an administrator: npx careplane bootstrap apps/acme');
  });
});

describe('this machine', () => {
  it.each([
    ['v18.20.0', 'missing'],
    ['v20.11.1', 'missing'],
    ['v20.12.0', 'ok'],
    ['v22.4.0', 'ok'],
  ])('Node.js %s: %s', (version, state) => {
    expect(nodeDiagnosis(version).state).toBe(state);
  });

  it('says of a Node.js that ends soon what to install', () => {
    expect(nodeDiagnosis('v20.20.2')).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('install 22 or 24'),
    });
    expect(nodeDiagnosis('v24.21.0').found).toBe('v24.21.0');
  });

  it('wants the version of Node.js that the packages want', () => {
    const { engines } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(engines.node).toBe(`>=${MINIMUM_NODE}`);
  });

  it('git: no program, no commit, a commit', () => {
    const folder = folderWith({ 'a.txt': 'a' });
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: folder };
    expect(gitDiagnosis(folder, { PATH: folder })).toMatchObject({ state: 'missing', found: 'not on PATH' });
    expect(gitDiagnosis(folder, env)).toMatchObject({ state: 'missing', found: 'this folder has no commit' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...args], { cwd: folder });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    expect(gitDiagnosis(folder, env).state).toBe('ok');
    writeFileSync(join(folder, '.git/config'), '[core');
    expect(gitDiagnosis(folder, env)).toMatchObject({
      state: 'missing',
      found: expect.stringMatching(/^bad config line \d/) as string,
      fix: `git -C ${folder} status`,
    });
  });

  it('cfn-guard: none is no fault, and has the command that installs it', async () => {
    expect(await cfnGuardDiagnosis({ PATH: '' })).toEqual({
      ...{ name: 'cfn-guard', state: 'optional', found: 'not on this machine', neededFor: 'check --guard-rules alone' },
      fix: 'cargo install cfn-guard --version 3.2.1 --locked',
    });
    expect(await cfnGuardDiagnosis({ CFN_GUARD_BIN: process.execPath })).toMatchObject({
      state: 'optional',
      found: expect.stringContaining('but 3.2.1 is required') as string,
    });
  });

  it('Trivy: none, and one', () => {
    expect(trivyDiagnosis({ PATH: '' })).toMatchObject({ state: 'missing', found: 'not on PATH' });
    const program = (name: string, script: string) => {
      const file = join(folderWith({}), name);
      writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return { TRIVY_BIN: file };
    };
    const found = (text: string) => expect.stringContaining(text) as string;
    const trivy = program('trivy', "echo 'Version: 0.74.0'; echo 'Vulnerability DB:'");
    expect(trivyDiagnosis(trivy)).toMatchObject({ state: 'ok', found: `0.74.0 (${trivy.TRIVY_BIN})` });
    const failing = program('failing', 'echo ---; echo "Error: unknown flag: --version" >&2; exit 1');
    expect(trivyDiagnosis(failing)).toMatchObject({
      state: 'missing',
      found: `${failing.TRIVY_BIN} failed with status 1: Error: unknown flag: --version`,
    });
    expect(trivyDiagnosis({ TRIVY_BIN: process.execPath })).toMatchObject({
      state: 'missing',
      found: found('does not answer as Trivy does: v'),
    });
  });
});
