import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeAws } from '@careplane/deployment/testing';
import type { FakeAws } from '@careplane/deployment/testing';
import { openAssemblies } from '@careplane/deployment/assembly';
import { git } from '@careplane/command-line';
import { inputsOf, ledgerParameter } from '@careplane/deployment/ledger';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, folderWith, MEDMO, REPOSITORY } from '@careplane/platform/testing';
import { BIN } from './testing/careplane';
import { cli } from './testing/cli';

/** medmo's platform alone: its services have the secrets whose owners it names. */
const WITHOUT_SERVICES = readFileSync(join(MEDMO, 'platform.yaml'), 'utf8').replace(
  /^ {2}secretOwners:\n(?: {4}.*\n)+/gm,
  '',
);
const EXAMPLE = readFileSync(join(MEDMO, 'platform.yaml'), 'utf8').replaceAll(
  'Z08412345ABCDEFGHIJKL',
  'Z0000000000000000000',
);
const HEAD = git(REPOSITORY, 'rev-parse', 'HEAD') ?? '';

let aws: FakeAws;
let assemblies: string;
const before = { ...process.env };

beforeAll(() => {
  assemblies = assembliesOf(MEDMO);
});

beforeEach(async () => {
  aws = await fakeAws();
  Object.assign(process.env, aws.environment);
});

afterEach(async () => {
  process.env = { ...before };
  await aws.close();
});

/** A ledger that has everything of medmo, deployed from what is checked out. */
function everythingDeployed(): void {
  const target = loadTarget(MEDMO, {});
  for (const opened of openAssemblies(target, assemblies)) {
    const record = {
      version: 1,
      revision: HEAD,
      dirty: false,
      account: '111122223333',
      digest: opened.assembly.digest,
      shared: opened.assembly.sharedDigest,
      inputs: inputsOf(target.model, opened, { values: aws.parameters, ledger: new Map() }),
      at: '2026-11-25T02:00:00.000Z',
      by: 'dev',
    };
    aws.parameters.set(ledgerParameter('medmo', opened), JSON.stringify(record));
  }
}

const deploy = (...args: string[]) =>
  cli('deploy', MEDMO, '--assembly', assemblies, '--yes', '--allow-dirty', 'a test', ...args);

describe('careplane deploy', () => {
  it('skips what the ledger has, and makes no other request', async () => {
    everythingDeployed();
    const { exit, stdout, stderr } = await deploy();
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: 'Nothing to deploy: according to the ledger, these assemblies are already deployed.\n',
    });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'UNIT            ENVIRONMENT  DEPLOYED      AT',
      `medmo-baseline  shared       ${HEAD.slice(0, 12)}  2026-11-25 02:00  unchanged`,
    ]);
    expect(aws.asked).toEqual(['GetParametersByPath']);
    const { deployed } = JSON.parse((await deploy('--json')).stdout) as { deployed: { outcome: string }[] };
    expect(deployed.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 9 }, () => 'unchanged'));
  });

  it('refuses what still has values of an example, and so does the command that prepares what people approve', async () => {
    const folder = folderWith({
      'platform.yaml': EXAMPLE,
      'api/service.yaml': readFileSync(join(MEDMO, 'api/service.yaml'), 'utf8'),
    });
    for (const [command, ...options] of [
      ['deploy', '--yes'],
      ['diff', '--change-sets', join(folder, 'approved')],
    ] as const) {
      const { exit, stderr } = await cli(command, folder, '--assembly', assemblies, ...options);
      expect({ command, exit }).toEqual({ command, exit: 2 });
      expect(stderr).toContain('environments.production.hostedZone.id: Z0000000000000000000');
      expect(stderr).toContain('environments.staging.hostedZone.id: Z0000000000000000000');
    }
    const { stderr } = await cli('deploy', folder, '--assembly', assemblies, '--yes', '--env', 'staging');
    expect(stderr).toContain('environments.staging.hostedZone.id');
    expect(stderr).not.toContain('environments.production');
    expect(aws.asked).toEqual([]);
    const shared = await cli('deploy', folder, '--assembly', assemblies, '--yes', '--env', 'shared');
    expect(shared.stderr).not.toContain('values of an example');
  });

  it('decides that without the CDK, its toolkit or CloudFormation: a process of its own loads none of them', async () => {
    everythingDeployed();
    const folder = folderWith();
    const list = join(folder, 'list.json');
    const spy = join(folder, 'spy.cjs');
    writeFileSync(
      spy,
      `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
    );
    const args = ['--require', spy, BIN, 'deploy', MEDMO, '--assembly', assemblies, '--yes', '--allow-dirty', 'a test'];
    const status = await new Promise((resolve) => {
      spawn(process.execPath, args, { env: { PATH: process.env['PATH'], ...aws.environment }, stdio: 'ignore' }).on(
        'exit',
        resolve,
      );
    });
    const loaded = JSON.parse(readFileSync(list, 'utf8')) as string[];
    expect(status).toBe(0);
    expect(loaded.some((file) => file.endsWith('commands/deploy.js'))).toBe(true);
    expect(loaded.filter((file) => /node_modules|rollout|synth/.test(file))).toEqual([]);
  });

  it('refuses credentials of another account before anything is written or prepared', async () => {
    aws.account = '999999999999';
    const { exit, stdout, stderr } = await deploy();
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(
      'These credentials are of account 999999999999 (arn:aws:iam::999999999999:user/dev), but medmo is configured for 111122223333 (account in platform.yaml). Nothing was prepared. Use credentials of 111122223333',
    );
    expect(aws.asked).toEqual(['GetParametersByPath', 'GetCallerIdentity']);
  });

  it('names the bootstrap that is missing, gives back its locks, and writes nothing else', async () => {
    const { exit, stderr } = await deploy();
    expect(exit).toBe(2);
    expect(stderr).toContain('111122223333 us-east-2: missing, version 21 is required');
    expect(stderr).toContain('111122223333 us-west-2: missing, version 21 is required');
    expect(stderr).toContain(`Run with an administrator's credentials: careplane bootstrap ${MEDMO}`);
    expect([...aws.parameters]).toEqual([]);
  });

  it('says in words that a token has expired', async () => {
    aws.failing = 'ExpiredTokenException';
    const { exit, stderr } = await deploy();
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr:
        'The AWS credentials expired while reading the ledger. Sign in (aws sso login, or set AWS_PROFILE), then run the same command again.\n',
    });
  });

  it('refuses production from files that no commit has, without a reason', async () => {
    const folder = folderWith({ 'medmo/platform.yaml': WITHOUT_SERVICES });
    for (const args of [
      ['init', '-q'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'one'],
    ])
      git(folder, ...args);
    const platform = join(folder, 'medmo');
    const options = [platform, '--unit', 'medmo', '--assembly', assembliesOf(platform)];
    const { exit, stderr } = await cli('deploy', ...options, '--yes');
    expect(exit).toBe(2);
    expect(stderr)
      .toBe(`production is a production environment, but these files are not committed, so the deployed state could not be traced later.
  platform.yaml
Commit them, write the assembly again and deploy it. Or give a reason with --allow-dirty "<reason>"; the ledger stores it.
`);
    expect(aws.asked).toEqual([]);
    expect((await cli('deploy', ...options, '--yes', '--env', 'staging')).stderr).not.toContain('not committed');
  });
});

/** A service that no file has any more, as the ledger has it. */
function leftOver(): void {
  const [, record = ''] = [...aws.parameters].find(([name]) => name.endsWith('/medmo-api/staging')) ?? [];
  const place = { account: '111122223333', region: 'us-east-2' };
  const stacks = [
    { name: 'medmo-lab-repository', ...place, shared: true },
    { name: 'medmo-lab-staging', ...place },
  ];
  const old = { ...(JSON.parse(record) as object), stacks };
  aws.parameters.set('/careplane/medmo/deployed/medmo-lab/staging', JSON.stringify(old));
}

describe('what is in the account and in no file', () => {
  it('is listed by deploy, with the command that retires it, also where nothing is to be deployed', async () => {
    everythingDeployed();
    leftOver();
    const { exit, stderr } = await deploy();
    expect(exit).toBe(0);
    expect(stderr).toContain('IN THE ACCOUNT, BUT IN NO FILE');
    expect(stderr).toContain(`medmo-lab  staging      ${HEAD.slice(0, 12)}  2026-11-25 02:00  no file has this unit`);
    const commands = stderr.split('\n').filter((line) => /^ {2}careplane/.test(line));
    expect(commands).toEqual([`  careplane retire ${MEDMO} medmo-lab`]);
    const { leftovers } = JSON.parse((await deploy('--json')).stdout) as { leftovers: unknown };
    expect(leftovers).toMatchObject([{ unit: 'medmo-lab', environment: 'staging', gone: 'unit', revision: HEAD }]);
  });

  it('is listed by diff, and left to the platform where a service is deployed', async () => {
    everythingDeployed();
    leftOver();
    const { stdout } = await cli('diff', MEDMO, '--assembly', assemblies);
    expect(stdout).toContain('IN THE ACCOUNT, BUT IN NO FILE');
    const service = await cli('diff', join(MEDMO, 'api'), '--assembly', assemblies);
    expect(service).toMatchObject({ exit: 0 });
    expect(service.stdout).not.toContain('IN NO FILE');
  });
});

describe('careplane status', () => {
  it('shows the ledger, marks what is in no file, and says what it may not look at', async () => {
    everythingDeployed();
    leftOver();
    const { exit, stdout } = await cli('status', MEDMO);
    const lines = stdout.split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(exit).toBe(0);
    expect(lines).toContain(`medmo-api staging ${HEAD.slice(0, 12)} 2026-11-25 02:00 dev not recorded`);
    expect(lines.find((line) => line.startsWith('medmo-lab staging'))).toContain(
      'in no file; medmo-lab-repository unknown, medmo-lab-staging unknown',
    );
    expect(stdout).toContain('not recorded: an older Careplane wrote the record');
    expect(stdout).toContain('AWS denied access while looking at stack medmo-lab-staging');
    expect(aws.asked).not.toContain('PutParameter');
    const { units } = JSON.parse((await cli('status', MEDMO, '--json')).stdout) as { units: { unit: string }[] };
    expect(units.at(-1)).toMatchObject({ unit: 'medmo-lab', leftover: true, stacks: [{ status: 'unknown' }, {}] });
  });

  it('refuses an unknown unit with the nearest name, and the ledger of another account', async () => {
    const unknown = await cli('status', MEDMO, '--unit', 'medmo-apo');
    expect(unknown).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean medmo-api?') });
    aws.account = '999999999999';
    const { exit, stderr } = await cli('status', MEDMO);
    expect(exit).toBe(2);
    expect(stderr).toContain('These credentials are of account 999999999999');
  });
});

describe('careplane diff', () => {
  it('skips what the ledger has, too', async () => {
    everythingDeployed();
    const { exit, stdout } = await cli('diff', MEDMO, '--assembly', assemblies);
    expect({ exit, lines: stdout.trimEnd().split('\n').length }).toEqual({ exit: 0, lines: 10 });
    expect(aws.asked).toEqual(['GetParametersByPath']);
  });

  it('wants to know which assembly it prepares', async () => {
    const { exit, stderr } = await cli('diff', MEDMO, '--prepare');
    expect(exit).toBe(2);
    expect(stderr).toContain(`careplane diff ${MEDMO} --assembly cdk.out --prepare`);
  });
});

it.each(['diff', 'deploy'])(
  'careplane %s refuses the environment that Nx was asked for and does not know',
  async (verb) => {
    process.env['CAREPLANE_CONFIGURATION'] = 'prod';
    const { exit, stderr } = await cli(verb, MEDMO, '--assembly', assemblies);
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: '--env prod does not exist here. Known: staging, production, shared. Did you mean production?\n',
    });
    expect(aws.asked).toEqual([]);
  },
);

describe('careplane base', () => {
  it('prints the revision alone, and why on standard error', async () => {
    everythingDeployed();
    const { exit, stdout, stderr } = await cli('base', MEDMO, '--env', 'staging', '--unit', 'medmo-api');
    expect({ exit, stdout, stderr }).toEqual({
      exit: 0,
      stdout: `${HEAD}\n`,
      stderr: `${HEAD.slice(0, 12)} is the deployed revision of medmo-api/staging.\n`,
    });
  });

  it('takes everything where nothing is known', async () => {
    const { exit, stdout, stderr } = await cli('base', MEDMO, '--env', 'staging');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '4b825dc642cb6eb9a060e54bf8d69288fbee4904\n' });
    expect(stderr).toContain('medmo-api/staging has no record in the ledger.\n');
    expect(stderr).toContain('All units count as affected; the deploy skips those that are already deployed.\n');
    expect(JSON.parse((await cli('base', MEDMO, '--json')).stdout)).toMatchObject({ everything: true });
  });

  it('does not believe the ledger of another account', async () => {
    aws.account = '999988887777';
    const { exit, stdout, stderr } = await cli('base', MEDMO);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('These credentials are of account 999988887777');
  });

  it('is refused outside of a repository', async () => {
    const folder = folderWith({ 'platform.yaml': WITHOUT_SERVICES });
    const { exit, stderr } = await cli('base', folder);
    expect(exit).toBe(2);
    expect(stderr).toContain('is not in a git repository with a commit');
  });
});
