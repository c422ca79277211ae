import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { deployRoleName, rolloutRoleName } from '@careplane/pipeline/builds';
import { parse } from 'yaml';
import { ACME, emptyTree, filesOf, refusal, treeWithAcme } from '../../testing/tree';
import { targetOfAcme } from '../../testing/ci';
import platform from '../platform/generator';
import ci from './generator';
import { knowService } from './steps/images';

const OPTIONS = { repository: 'acme/health', repositoryId: 123456789, ownerId: 4242 };
const WORKFLOW = '.github/workflows/deploy-acme.yml';
const CHECKS = '.github/workflows/check-acme.yml';
const NIGHTLY = '.github/workflows/nightly-acme.yml';
const ROLES = 'apps/acme/github-roles.yaml';
const ALARMS = 'apps/acme/github-alarms.yaml';
const ENVIRONMENTS = 'apps/acme/github-environments.sh';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly concurrency?: { readonly group: string };
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Flow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Role {
  readonly Type: string;
  readonly Properties: {
    readonly RoleName: string;
    readonly PermissionsBoundary: unknown;
    readonly Policies: readonly {
      readonly PolicyDocument: {
        readonly Statement: readonly {
          readonly Action: readonly string[];
          readonly Resource: readonly (string | { readonly 'Fn::Sub': string })[];
        }[];
      };
    }[];
  };
}

const lockFile = (tree: Tree): Tree => {
  tree.write('package-lock.json', '{}');
  return tree;
};
const workspace = async () => lockFile(await treeWithAcme());

async function made(options: object = {}) {
  const tree = await workspace();
  await ci(tree, { ...OPTIONS, ...options });
  const text = tree.read(WORKFLOW, 'utf8') ?? '';
  const roles = parse(tree.read(ROLES, 'utf8') ?? '') as { Resources: Record<string, Role> };
  const checks = parse(tree.read(CHECKS, 'utf8') ?? '') as Flow;
  const nightly = parse(tree.read(NIGHTLY, 'utf8') ?? '') as Flow;
  return { tree, text, flow: parse(text) as Flow, checks, nightly, resources: roles.Resources };
}

it('writes three workflows, the roles, the alarms, and a script for the environments', async () => {
  const { tree, text } = await made();
  expect(text).toMatchSnapshot('workflow');
  expect(tree.read(CHECKS, 'utf8')).toMatchSnapshot('checks of pull requests');
  expect(tree.read(NIGHTLY, 'utf8')).toMatchSnapshot('nightly scans');
  expect(tree.read(ROLES, 'utf8')).toMatchSnapshot('roles');
  expect(tree.read(ALARMS, 'utf8')).toMatchSnapshot('alarms');
  expect(tree.read(ENVIRONMENTS, 'utf8')).toMatchSnapshot('environments');
});

describe('the jobs', () => {
  it('go from what is deployed to what runs, the shared stacks first', async () => {
    const { flow } = await made();
    const image = (environment: string) => ['build', 'scan', 'deploy'].map((task) => `image-${task}-${environment}`);
    const scope = (name: string) => ['check', 'prepare', 'deploy'].map((job) => `${job}-${name}`);
    expect(Object.keys(flow.jobs)).toEqual([
      'base',
      ...scope('shared'),
      ...[...scope('staging'), ...image('staging')],
      ...[...scope('production'), ...image('production')],
    ]);
    expect(flow.jobs['prepare-staging']?.needs).toEqual([
      'check-staging',
      'check-shared',
      'prepare-shared',
      'deploy-shared',
    ]);
    // Production is on another branch: what is shared is not deployed from there.
    expect(flow.jobs['prepare-production']?.needs).toBe('check-production');
    expect(flow.jobs['image-scan-production']?.needs).toContain('deploy-production');
  });

  it('run code of the repository only where they have no role', async () => {
    const { flow, checks } = await made();
    const jobs = [...Object.entries(flow.jobs), ...Object.entries(checks.jobs)];
    const own = /\bnx (?:affected|image|show)\b|npm ci/;
    const withCode = jobs.filter(([, { steps }]) => steps.some(({ run = '' }) => own.test(run)));
    const withRole = jobs.filter(([, { permissions }]) => permissions['id-token'] === 'write');
    expect(withCode.map(([name]) => name)).toEqual([
      ...['check-shared', 'check-staging', 'image-build-staging', 'check-production', 'image-build-production'],
      'check',
    ]);
    expect(withRole.map(([name]) => name)).not.toEqual(expect.arrayContaining(withCode.map(([name]) => name)));
    for (const [, { steps, permissions }] of withCode) {
      expect(permissions).toEqual({ contents: 'read' });
      expect(steps.flatMap(({ uses = '' }) => uses)).not.toContainEqual(expect.stringContaining('credentials'));
    }
    // The job that looks at the history, and those that read lock files and exceptions of the commit: they run none of its files.
    const both = withRole.filter(([, { steps }]) => steps.some(({ uses = '' }) => uses.includes('checkout')));
    expect(both.map(([name]) => name)).toEqual(['base', 'image-scan-staging', 'image-scan-production']);
  });

  it('have no rights by default, no static keys, and no text of a person in a shell', async () => {
    const { flow, checks, nightly, text } = await made();
    expect(text).not.toMatch(/secrets\.|access-key/i);
    for (const { permissions, jobs } of [flow, checks, nightly]) {
      expect(permissions).toEqual({});
      for (const { steps, concurrency } of Object.values(jobs)) {
        expect(concurrency?.group).toMatch(/acme/);
        for (const { run = '' } of steps) expect(run).not.toContain('${{');
      }
    }
  });

  it('use every action by its commit', async () => {
    const { flow, checks, nightly } = await made();
    const uses = [flow, checks, nightly].flatMap(({ jobs }) =>
      Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? [])),
    );
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('take the roles that there are', async () => {
    const { tree, resources, text } = await made();
    const texts = text + (tree.read(NIGHTLY, 'utf8') ?? '');
    const taken = [...texts.matchAll(/role-to-assume: arn:aws:iam::123456789012:role\/(\S+)/g)].map(([, name]) => name);
    const roles = Object.values(resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    const there = roles.map(({ Properties }) => Properties.RoleName);
    expect([...new Set(taken)].sort()).toEqual(there.sort());
  });

  it('ask for an approval, and deploy without one only where none is asked for', async () => {
    const { flow } = await made();
    const script = (job: string) => flow.jobs[job]?.steps.map(({ run = '' }) => run).join('\n') ?? '';
    expect(flow.jobs['deploy-production']?.environment).toBe('acme-production');
    expect(script('deploy-production')).toContain('select(.name == "acme-production")');
    expect(script('image-deploy-production')).toContain('select(.name == "acme-production")');
    expect(script('deploy-shared')).toContain('select(.name == "acme-shared")');
    expect(script('deploy-staging')).not.toContain('select(.name');
  });

  it('are valid shell', async () => {
    const { flow, checks } = await made();
    for (const { jobs } of [flow, checks]) {
      for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        if (run === undefined) continue;
        const { status, stderr } = spawnSync('sh', ['-n'], { input: run, encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      }
    }
  });
});

describe('the roles', () => {
  const statementsOf = (role: Role | undefined) =>
    role?.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? [];
  const resourcesOf = (role: Role | undefined, action: string) =>
    statementsOf(role)
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource }) => Resource.map((each) => (typeof each === 'string' ? each : each['Fn::Sub'])))
      .map((arn) => arn.replace(/^.*:role\//, ''));

  it('have the boundary of the platform, and no path below which a deploy could change them', async () => {
    const { resources } = await made();
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type !== 'AWS::IAM::Role') continue;
      expect(JSON.stringify(Properties.PermissionsBoundary)).toContain('policy/careplane-acme-boundary');
      expect(Properties).not.toHaveProperty('Path');
    }
  });

  it('execute nothing, where they only plan', async () => {
    const { resources } = await made();
    expect(resourcesOf(resources['Plan'], 'sts:AssumeRole')).toEqual(
      ['shared', 'staging', 'production'].flatMap((scope) =>
        ['plan', 'publish', 'look'].map((kind) => `careplane-acme-${scope}-${kind}`),
      ),
    );
    const actions = statementsOf(resources['Plan']).flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual([
      'ecr:DescribeImages',
      'kms:GenerateDataKey',
      's3:GetObject',
      's3:PutObject',
      'ssm:GetParameter',
      'ssm:GetParametersByPath',
      'sts:AssumeRole',
    ]);
  });

  it('deploy their own scope and note that in its own records, which they cannot delete', async () => {
    const { resources } = await made();
    const role = resources['DeployStaging'];
    expect(resourcesOf(role, 'sts:AssumeRole')).toEqual(
      ['deploy', 'publish', 'look'].map((kind) => `careplane-acme-staging-${kind}`),
    );
    const parameters = (action: string) => resourcesOf(role, action).map((arn) => arn.replace(/^.*:parameter/, ''));
    expect(parameters('ssm:PutParameter')).toEqual([
      '/careplane/acme/deployed/*/staging',
      '/careplane/acme/deploying/*/staging',
    ]);
    expect(parameters('ssm:DeleteParameter')).toEqual(['/careplane/acme/deploying/*/staging']);
  });

  it('enter an environment only to deploy images there', async () => {
    const { resources } = await made();
    expect(resourcesOf(resources['ImageScanStaging'], 'sts:AssumeRole')).toEqual([]);
    expect(resourcesOf(resources['ImageDeployStaging'], 'sts:AssumeRole')).toEqual(['careplane/acme/staging/acme-*']);
    expect(resourcesOf(resources['ImageDeployStaging'], 'ecr:UploadLayerPart')).toEqual([]);
  });

  it('reach into an account of an environment’s own', async () => {
    const tree = await workspace();
    const text = tree.read('apps/acme/platform.yaml', 'utf8') ?? '';
    const own = `    account: '999988887777'\n    network: { cidr: 10.77.0.0/16 }\n`;
    tree.write('apps/acme/platform.yaml', text.replace(/(\n {2}production:\n)/, `$1${own}`));
    await ci(tree, OPTIONS);
    const { Resources } = parse(tree.read(ROLES, 'utf8') ?? '') as { Resources: Record<string, Role> };
    expect(JSON.stringify(Resources['DeployProduction'])).toContain(
      'iam::999988887777:role/careplane-acme-production-deploy',
    );
    expect(JSON.stringify(Resources['DeployStaging'])).not.toContain('999988887777');
  });
});

it.each(['web', 'a-service-with-a-long-nam'])('makes the names of the service %s as the stacks do', (service) => {
  const environment = { account: '123456789012', region: 'us-east-1', imageTag: 'main' };
  const scope = 'an-environment-with-a-long-name';
  const { commands } = knowService({ ...targetOfAcme(), packages: undefined as never }, scope, environment);
  const script = [...commands, 'echo "$DEPLOY_ROLE_ARN $ROLLOUT_ROLE_ARN $STACK"'].join(' || exit 1\n');
  const folder = mkdtempSync(join(tmpdir(), 'careplane-names-'));
  program(
    folder,
    'sha256sum',
    `console.log(require('crypto').createHash('sha256').update(input).digest('hex') + '  -');`,
  );
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, SERVICE: service };
  const { stdout } = spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const arn = (name: string) => `arn:aws:iam::123456789012:role/careplane/acme/${scope}/${name}`;
  const [deploy, rollout] = [deployRoleName, rolloutRoleName].map((name) => arn(name(`acme-${service}`, scope)));
  expect(stdout.trim()).toBe(`${deploy} ${rollout} acme-${service}-${scope}`);
});

/** A program for a test, in JavaScript: `input` is what it gets, where it is not a terminal. */
function program(folder: string, name: string, body: string): void {
  const text = `#!${process.execPath}\nlet input = '';\ntry { input = require('fs').readFileSync(0, 'utf8'); } catch {}\n${body}\n`;
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

describe('the script of the environments', () => {
  async function ran(...reviewers: string[]) {
    const { tree } = await made();
    const folder = mkdtempSync(join(tmpdir(), 'careplane-gh-'));
    const log = join(folder, 'log');
    writeFileSync(join(folder, 'script'), tree.read(ENVIRONMENTS, 'utf8') ?? '');
    program(
      folder,
      'gh',
      `const call = process.argv.slice(2).join(' ');
       require('fs').appendFileSync(${JSON.stringify(log)}, call + '\\n' + (call.includes('PUT') ? input + '\\n' : ''));
       if (call.includes('users/')) console.log('77');`,
    );
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const { status, stderr } = spawnSync('sh', [join(folder, 'script'), ...reviewers], { env, encoding: 'utf8' });
    const calls = status === 0 ? readFileSync(log, 'utf8') : '';
    rmSync(folder, { recursive: true });
    return { status, stderr, calls };
  }

  it('gives each its branch, and reviewers to production and what is shared', async () => {
    const { status, calls } = await ran('alice');
    expect(status).toBe(0);
    const settings = (environment: string) =>
      new RegExp(`PUT repos/acme/health/environments/${environment} --input -\n(.*)`).exec(calls)?.[1];
    for (const environment of ['acme-shared', 'acme-production'])
      expect(settings(environment)).toContain('"reviewers":[{"type":"User","id":77}],"prevent_self_review":true');
    expect(settings('acme-staging')).toContain('"reviewers":[]');
    expect(calls).toContain('environments/acme-staging/deployment-branch-policies -f name=main');
    expect(calls).toContain('environments/acme-production/deployment-branch-policies -f name=stable');
  });

  it('refuses to make them without a reviewer', async () => {
    const { status, stderr } = await ran();
    expect(status).toBe(2);
    expect(stderr).toContain('Name at least one reviewer');
  });
});

it('changes nothing when it runs again, and keeps what a person wrote', async () => {
  const { tree, text } = await made();
  tree.write(WORKFLOW, `${text}# mine\n`);
  const before = filesOf(tree);
  await ci(tree, { ...OPTIONS, repository: 'acme/other' });
  expect(filesOf(tree)).toEqual(before);
});

it('keeps to its platform where there are several', async () => {
  const tree = await workspace();
  await platform(tree, { ...ACME, name: 'lab' });
  expect(await refusal(() => ci(tree, OPTIONS))).toBe('There are several platforms: say --platform, one of acme, lab.');
  await ci(tree, { ...OPTIONS, platform: 'lab' });
  const text = tree.read('.github/workflows/deploy-lab.yml', 'utf8') ?? '';
  const affected = text.match(/nx affected .*/g) ?? [];
  expect(affected.length).toBeGreaterThan(0);
  for (const line of affected) expect(line).toContain('--exclude="*,!tag:platform:$PLATFORM"');
  expect(text).toMatch(/^ +PLATFORM: 'lab'$/m);
});

it('uses the package manager of the workspace', async () => {
  const tree = await treeWithAcme();
  tree.write('pnpm-lock.yaml', '');
  tree.write('package.json', JSON.stringify({ packageManager: 'pnpm@10.20.0' }));
  await ci(tree, OPTIONS);
  const texts = [WORKFLOW, CHECKS].map((file) => tree.read(file, 'utf8') ?? '');
  for (const text of texts) {
    expect(text).toContain('run: pnpm install --frozen-lockfile');
    expect(text).toContain('pnpm exec nx affected');
    expect(text).not.toMatch(/npx |npm ci/);
  }
});

it('lets only the jobs that check use a remote cache, and none unless asked', async () => {
  const server = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
  const { flow } = await made({ remoteCache: 'https://cache.acme.example' });
  expect(Object.keys(flow.on)).toEqual(['push', 'workflow_dispatch']);
  expect(flow.env[server]).toBe('');
  const users = Object.entries(flow.jobs).filter(([, { env }]) => env?.[server] !== undefined);
  expect(users.map(([name]) => name)).toEqual(['check-shared', 'check-staging', 'check-production']);
  expect((await made()).flow.jobs['check-staging']).not.toHaveProperty('env');
});

describe('pull requests', () => {
  it('have no role, and their text is posted by a job that runs nothing of theirs', async () => {
    const { checks } = await made();
    expect(Object.keys(checks.on)).toEqual(['pull_request']);
    expect(checks.jobs['check']?.permissions).toEqual({ contents: 'read' });
    expect(checks.jobs['comment']).toMatchObject({
      if: '${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}',
      permissions: { 'pull-requests': 'write' },
    });
    expect(checks.jobs['comment']?.steps.flatMap(({ uses = [] }) => uses)).toEqual([
      expect.stringMatching(/^actions\/download-artifact@/),
    ]);
  });
});

describe('who can do what, in a pull request', () => {
  it('is compared with templates of the base commit, by a job without a role, within the size of a comment', async () => {
    const { checks } = await made();
    const commands = checks.jobs['check']?.steps.flatMap(({ run = [] }) => run).join('\n') ?? '';
    expect(commands).toContain('--against "$RUNNER_TEMP/base-assembly"');
    expect(commands).not.toMatch(/configure-aws-credentials|AWS_/);
    const parts = [...commands.matchAll(/^ *if test "\$(?:CHECK|COST|ACCESS|PLAN)" .*?(\d{4,})/gm)].map(([, bytes]) =>
      Number(bytes),
    );
    const cost = Number(/--max-bytes (\d+)/.exec(commands)?.[1]);
    expect(parts).toHaveLength(4);
    // Each part by itself and the sum of what a successful run writes stay below the 65,536 characters that GitHub takes.
    expect(parts.reduce((sum, bytes) => sum + bytes, cost)).toBeLessThan(65_536);
  });
});

describe('refuses', () => {
  it.each([
    ['a workspace without a platform', emptyTree, {}, 'There is no platform.yaml here yet.'],
    ['a platform that is not there', workspace, { platform: 'lab' }, 'There is no platform "lab". There are: acme.'],
    ['a repository that is none', workspace, { repository: 'acme' }, '--repository acme is not a repository.'],
    ['a repository that would widen the trust', workspace, { repository: 'acme/*' }, 'is not a repository.'],
    ['no repository', workspace, { repository: '' }, 'Give --repository owner/repository.'],
    ['a number that is none', workspace, { repositoryId: 'health' }, '--repositoryId health is not a number.'],
    ['no lock file', treeWithAcme, {}, 'There is no lock file at the root of the workspace'],
    ['a remote cache without TLS', workspace, { remoteCache: 'http://cache' }, 'begins with https://'],
    ['a branch that would widen the trust', workspace, { defaultBranch: '*' }, '--defaultBranch * is not a branch.'],
    ['another provider', workspace, { provider: 'gitlab' as never }, '--provider gitlab is not known.'],
  ])('%s', async (_, make, options, words) => {
    const tree = await make();
    const before = filesOf(tree);
    expect(await refusal(() => ci(tree, { ...OPTIONS, ...options }))).toContain(words);
    expect(filesOf(tree)).toEqual(before);
  });
});
