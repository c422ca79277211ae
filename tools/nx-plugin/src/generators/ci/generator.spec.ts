import { parse } from 'yaml';
import { emptyTree, filesOf, refusal, treeWithAcme } from '../../testing/tree';
import platform from '../platform/generator';
import { ACME } from '../../testing/tree';
import ci from './generator';

const OPTIONS = { repository: 'acme/health' };
const WORKFLOW = '.github/workflows/deploy-acme.yml';
const ROLES = 'apps/acme/github-roles.yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Role {
  readonly Type: string;
  readonly Properties: {
    readonly RoleName: string;
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly { readonly Condition: unknown }[] };
    readonly Policies: readonly {
      readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | string[] }[] };
    }[];
  };
}

async function made() {
  const tree = await treeWithAcme();
  await ci(tree, OPTIONS);
  const text = tree.read(WORKFLOW, 'utf8') ?? '';
  const roles = parse(tree.read(ROLES, 'utf8') ?? '') as { Resources: Record<string, Role> };
  const flow = parse(text) as { on: { push: { branches: string[] } }; permissions: object; jobs: Record<string, Job> };
  return { tree, text, flow, resources: roles.Resources };
}

it('writes a workflow and its roles', async () => {
  const { tree, text } = await made();
  expect(text).toMatchSnapshot('workflow');
  expect(tree.read(ROLES, 'utf8')).toMatchSnapshot('roles');
});

it('runs base, affected, an approval and the deploy, in this order, from the whole history', async () => {
  const { flow } = await made();
  expect(flow.on.push.branches).toEqual(['main', 'stable']);
  expect(Object.keys(flow.jobs)).toEqual(['plan-staging', 'deploy-staging', 'plan-production', 'deploy-production']);
  const commands = ['plan-staging', 'deploy-staging'].flatMap((job) =>
    (flow.jobs[job]?.steps ?? []).flatMap(({ run }) =>
      (run ?? '').split('\n').filter((line) => /careplane|affected/.test(line)),
    ),
  );
  const range = '--base="$BASE" --head="$GITHUB_SHA" --output-style=static';
  expect(commands).toEqual([
    'revision=$(npx careplane base apps/acme --env staging)',
    `npx nx affected -t synth check cost diff -c staging ${range}`,
    `npx nx affected -t synth check ${range}`,
    `npx nx affected -t deploy -c staging ${range}`,
  ]);
  expect(flow.jobs['plan-staging']).toMatchObject({ if: "github.ref_name == 'main'" });
  expect(flow.jobs['plan-staging']?.environment).toBeUndefined();
  expect(flow.jobs['deploy-staging']).toMatchObject({ environment: 'acme-staging', needs: 'plan-staging' });
  for (const { steps } of Object.values(flow.jobs)) {
    expect(steps[0]).toMatchObject({ with: { 'fetch-depth': 0, 'persist-credentials': false } });
  }
});

it('has no rights by default, no static keys, and no text of a person in a shell', async () => {
  const { flow, text } = await made();
  expect(flow.permissions).toEqual({});
  for (const { permissions } of Object.values(flow.jobs)) {
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  }
  expect(text).not.toMatch(/secrets\.|access-key/i);
  for (const { steps } of Object.values(flow.jobs)) for (const { run = '' } of steps) expect(run).not.toContain('${{');
});

it('uses every action by its commit', async () => {
  const { flow } = await made();
  const uses = Object.values(flow.jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

describe('the roles', () => {
  const statementsOf = ({ Properties }: Role) =>
    Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const trustOf = ({ Properties }: Role) => Properties.AssumeRolePolicyDocument.Statement[0]?.Condition;

  it('trust this repository alone: its branches to look, one environment to deploy, and no wildcard', async () => {
    const { resources } = await made();
    const issuer = 'token.actions.githubusercontent.com';
    const trust = (...subjects: string[]) => ({
      StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subjects },
    });
    expect(Object.keys(resources)).toEqual(['Provider', 'Plan', 'DeployStaging', 'DeployProduction']);
    const { Plan, DeployStaging, DeployProduction } = resources as Record<string, Role> & {
      Plan: Role;
      DeployStaging: Role;
      DeployProduction: Role;
    };
    expect(trustOf(Plan)).toEqual(
      trust('repo:acme/health:ref:refs/heads/main', 'repo:acme/health:ref:refs/heads/stable'),
    );
    expect(trustOf(DeployStaging)).toEqual(trust('repo:acme/health:environment:acme-staging'));
    expect(trustOf(DeployProduction)).toEqual(trust('repo:acme/health:environment:acme-production'));
    for (const one of [Plan, DeployStaging, DeployProduction]) expect(JSON.stringify(trustOf(one))).not.toContain('*');
  });

  it('are those that the workflow takes', async () => {
    const { resources, text } = await made();
    const taken = [...text.matchAll(/role-to-assume: arn:aws:iam::123456789012:role\/(\S+)/g)].map(([, name]) => name);
    const roles = Object.values(resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect([...new Set(taken)].sort()).toEqual(roles.map(({ Properties }) => Properties.RoleName).sort());
  });

  it('execute nothing, where they only plan: neither themselves nor through a role', async () => {
    const { resources } = await made();
    const statements = statementsOf(resources['Plan'] as Role);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).toContain('cloudformation:CreateChangeSet');
    for (const action of actions) expect(action).not.toMatch(/Execute|:(?:Create|Update|Delete)Stack|Put|\*/);
    const taken = JSON.stringify(statements.filter(({ Action }) => Action === 'sts:AssumeRole'));
    expect(taken).toContain('file-publishing-role');
    expect(taken).not.toContain('deploy-role');
  });

  it('only look, where an environment is in an account of its own', async () => {
    const tree = await treeWithAcme();
    const text = tree.read('apps/acme/platform.yaml', 'utf8') ?? '';
    const own = `    account: '999988887777'\n    network: { cidr: 10.77.0.0/16 }\n`;
    tree.write('apps/acme/platform.yaml', text.replace(/(\n {2}production:\n)/, `$1${own}`));
    await ci(tree, OPTIONS);
    const { Resources } = parse(tree.read(ROLES, 'utf8') ?? '') as { Resources: Record<string, Role> };
    const there = [...JSON.stringify(Resources['Plan']).matchAll(/cdk-hnb659fds-([\w-]+)-role-999988887777/g)];
    expect(there.map(([, kind]) => kind)).toEqual(['lookup']);
    expect(JSON.stringify(Resources['DeployProduction'])).toContain('deploy-role-999988887777');
  });
});

it('changes nothing when it runs again, and keeps what a person wrote', async () => {
  const { tree, text } = await made();
  tree.write(WORKFLOW, `${text}# mine\n`);
  const before = filesOf(tree);
  await ci(tree, { repository: 'acme/other' });
  expect(filesOf(tree)).toEqual(before);
});

it('keeps to its platform where there are several', async () => {
  const tree = await treeWithAcme();
  await platform(tree, { ...ACME, name: 'lab' });
  expect(await refusal(() => ci(tree, OPTIONS))).toBe('There are several platforms: say --platform, one of acme, lab.');
  await ci(tree, { ...OPTIONS, platform: 'lab' });
  expect(tree.read('.github/workflows/deploy-lab.yml', 'utf8')).toContain(`--exclude='*,!tag:platform:lab'`);
});

it('lets only the jobs that plan use a remote cache, and none unless asked', async () => {
  const server = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
  const tree = await treeWithAcme();
  await ci(tree, { ...OPTIONS, remoteCache: 'https://cache.acme.example' });
  const flow = parse(tree.read(WORKFLOW, 'utf8') ?? '') as {
    on: { push: unknown };
    env: Record<string, string>;
    jobs: Record<string, { env?: Record<string, string> }>;
  };
  expect(Object.keys(flow.on)).toEqual(['push', 'workflow_dispatch']);
  expect(flow.env[server]).toBe('');
  expect(flow.jobs['plan-staging']?.env?.[server]).toBe('https://cache.acme.example');
  expect(flow.jobs['deploy-staging']?.env).toEqual({ BASE: expect.anything() as unknown });
  expect((await made()).flow.jobs['plan-staging']).not.toHaveProperty('env');
});

describe('refuses', () => {
  it.each([
    ['a workspace without a platform', emptyTree, {}, 'There is no platform.yaml here yet.'],
    ['a platform that is not there', treeWithAcme, { platform: 'lab' }, 'There is no platform "lab". There are: acme.'],
    ['a repository that is none', treeWithAcme, { repository: 'acme' }, '--repository acme is not a repository.'],
    ['a repository that would widen the trust', treeWithAcme, { repository: 'acme/*' }, 'is not a repository.'],
    ['a remote cache without TLS', treeWithAcme, { remoteCache: 'http://cache' }, 'begins with https://'],
    ['another provider', treeWithAcme, { provider: 'gitlab' as never }, '--provider gitlab is not known.'],
  ])('%s', async (_, make, options, words) => {
    const tree = await make();
    expect(await refusal(() => ci(tree, { ...OPTIONS, ...options }))).toContain(words);
  });
});
