import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { cloudFormationValidation } from './cloudformation-validation';
import type { Ran } from './verdict';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk.out-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

async function validate(build: (stack: Stack) => void): Promise<Ran> {
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  build(new Stack(app, 'acme-network', { env: { account: '111122223333', region: 'us-east-2' } }));
  const verdict = await cloudFormationValidation([app.synth()]);
  if (!verdict.ran) throw new Error(verdict.why);
  return verdict;
}

/** The real engine; loading it takes two seconds. */
test('finds a planted error, says in which stack and resource it is, and leaves the sound resource alone', async () => {
  const { open, ...verdict } = await validate((stack) => {
    new CfnResource(stack, 'Vpc', { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.20.0.0/16' } });
    new CfnResource(stack, 'Bad', { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.20.0.0/16', Colour: 'red' } });
  });
  expect(verdict).toEqual({
    judge: 'CloudFormation validation',
    ran: true,
    version: 'aws-cdk-lib 2.276.0',
    acknowledged: [],
  });
  expect(open).toEqual([
    {
      rule: 'F3002',
      severity: 'error',
      message: expect.stringContaining('Colour'),
      where: 'acme-network/Bad',
    },
  ]);
});

test('a role with a path: the attribute Arn is not taken for the name, and the name is found', async () => {
  const project = (serviceRole: unknown) => ({
    type: 'AWS::CodeBuild::Project',
    properties: {
      ServiceRole: serviceRole,
      Source: { Type: 'CODEPIPELINE' },
      Artifacts: { Type: 'CODEPIPELINE' },
      Environment: {
        Type: 'LINUX_CONTAINER',
        ComputeType: 'BUILD_GENERAL1_SMALL',
        Image: 'aws/codebuild/standard:7.0',
      },
    },
  });
  const { open, acknowledged } = await validate((stack) => {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
    new CfnResource(stack, 'Role', {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument, Path: '/acme/' },
    });
    new CfnResource(stack, 'Good', project({ 'Fn::GetAtt': ['Role', 'Arn'] }));
    new CfnResource(stack, 'Bad', project({ Ref: 'Role' }));
  });
  expect(open.filter(({ rule }) => rule === 'E3050').map(({ where }) => where)).toEqual(['acme-network/Bad']);
  expect(acknowledged).toMatchObject([{ rule: 'E3050', at: 'acme-network/Good' }]);
});

describe('a process that does not answer has not passed anything', () => {
  const env = { ...process.env };
  afterEach(() => {
    process.env = { ...env };
  });

  function verdictWith(set: NodeJS.ProcessEnv) {
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    new Stack(app, 'acme-network', { env: { account: '111122223333', region: 'us-east-2' } });
    const assembly = app.synth();
    Object.assign(process.env, set);
    return { assembly, verdict: () => cloudFormationValidation([assembly]) };
  }

  test('one that cannot start', async () => {
    const { verdict } = verdictWith({ NODE_OPTIONS: `--require ${join(outdir, 'none.js')}` });
    expect(await verdict()).toMatchObject({
      ran: false,
      brokeDown: true,
      why: `it broke down: its process failed with status 1: Error: Cannot find module '${join(outdir, 'none.js')}'`,
    });
  });

  test('one whose template is not there', async () => {
    const { assembly, verdict } = verdictWith({});
    rmSync(assembly.stacks[0]?.templateFullPath ?? '');
    expect(await verdict()).toMatchObject({
      ran: false,
      brokeDown: true,
      why: expect.stringContaining('no such file or directory') as string,
    });
  });
});

test('a Node.js that does not know a flag answers without them', async () => {
  const [real, old] = [process.execPath, join(outdir, 'old-node')];
  const calls = join(outdir, 'calls');
  const answer = `echo "$1" >> '${calls}'; case "$1" in --single*) exit 9;; esac; exec '${real}' "$@"`;
  writeFileSync(old, `#!/bin/sh\n${answer}\n`, { mode: 0o755 });
  process.execPath = old;
  try {
    const { open } = await validate((stack) => {
      new CfnResource(stack, 'Bad', { type: 'AWS::EC2::VPC', properties: { Colour: 'red' } });
    });
    expect(open.map(({ where }) => where)).toContain('acme-network/Bad');
  } finally {
    process.execPath = real;
  }
  expect(readFileSync(calls, 'utf8').trim().split('\n')).toHaveLength(2);
});
