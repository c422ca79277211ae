import type { AnalyzedTemplate } from '../template/stack';
import { accessWorld } from '../template/world';
import { proveAccess } from './judge';
import type { AccessProperty } from './terms';

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const POLICY = 'arn:aws:iam::111122223333:policy';
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource = '*', more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});
const boundaryIs = (name: string) => ({
  Condition: { StringEquals: { 'iam:PermissionsBoundary': `${POLICY}/${name}` } },
});

const READS: AccessProperty = {
  ...{ kind: 'access', name: 'own', words: 'the writer reads no record' },
  who: { name: ['writer'] },
  cannot: ['s3:GetObject'],
  on: { types: ['bucket'] },
  withSteps: true,
};

function role(RoleName: string, service: string, statements: readonly object[], more: object = {}) {
  const trust = { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' };
  const Policies = [{ PolicyName: 'own', PolicyDocument: document(...statements) }];
  return {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName, AssumeRolePolicyDocument: document(trust), Policies, ...more },
  };
}

const managed = (ManagedPolicyName: string, ...statements: readonly object[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { ManagedPolicyName, PolicyDocument: document(...statements) },
});

/** How the writer reads a record: its steps; undefined if that is proved to be impossible. */
function wayOf(
  statements: readonly object[],
  more: NonNullable<AnalyzedTemplate['Resources']> = {},
): string | undefined {
  const template = {
    Resources: {
      Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
      Boundary: managed('boundary', allow('logs:*')),
      Worker: role('worker', 'ecs-tasks', [], { PermissionsBoundary: { Ref: 'Boundary' } }),
      Writer: role('writer', 'codebuild', statements),
      ...more,
    },
  };
  const world = accessWorld([{ name: 'app', account: '111122223333', region: 'us-east-2', template }]);
  const [proof] = proveAccess(world, [READS], { environments: [] });
  return proof?.refutations[0]?.steps.map(({ kind, role: to }) => `${kind} ${to}`).join(', ');
}

const REWRITES = allow('iam:PutRolePolicy', roleArn('worker'));
const FREED = 'takes the boundary away from, and rewrites worker';

it.each<[what: string, statements: readonly object[], way: string | undefined]>([
  ['a role within its boundary', [REWRITES], undefined],
  ['a role that loses its boundary', [REWRITES, allow('iam:DeleteRolePermissionsBoundary', roleArn('worker'))], FREED],
  ['a role with another boundary', [REWRITES, allow('iam:PutRolePermissionsBoundary', roleArn('worker'))], FREED],
  [
    'a role that must keep its boundary',
    [REWRITES, allow('iam:PutRolePermissionsBoundary', '*', boundaryIs('boundary'))],
    undefined,
  ],
  [
    'a role that may get one other boundary',
    [REWRITES, allow('iam:PutRolePermissionsBoundary', '*', boundaryIs('wider'))],
    FREED,
  ],
  ['a boundary that is widened', [REWRITES, allow('iam:CreatePolicyVersion', `${POLICY}/boundary`)], FREED],
  ['another policy that is widened', [REWRITES, allow('iam:CreatePolicyVersion', `${POLICY}/other`)], undefined],
  ['a boundary alone, without the role', [allow('iam:DeleteRolePermissionsBoundary')], undefined],
  ['its own role', [allow('iam:PutRolePolicy', roleArn('writer'))], 'rewrites writer'],
])('follows %s', (_, statements, way) => {
  expect(wayOf(statements)).toBe(way);
});

it('follows a new version of a policy that a role has', () => {
  const of = (name: string) =>
    wayOf([allow('iam:CreatePolicyVersion', `${POLICY}/${name}`)], {
      Shared: managed('shared', allow('logs:*')),
      Reader: role('reader', 'ecs-tasks', [], { ManagedPolicyArns: [{ Ref: 'Shared' }] }),
    });
  expect(of('shared')).toBe('rewrites reader');
  expect(of('other')).toBeUndefined();
});

it('follows new code of a function', () => {
  const of = (name: string) =>
    wayOf([allow('lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-2:111122223333:function:${name}`)], {
      Reader: role('reader', 'lambda', [allow('s3:GetObject')]),
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: 'reads', Role: { 'Fn::GetAtt': ['Reader', 'Arn'] } },
      },
    });
  expect(of('reads')).toBe('changes the code of a function with reader');
  expect(of('other')).toBeUndefined();
});

it('counts a policy that is attached to a role of no template', () => {
  const template = (Roles: unknown) => ({
    Resources: {
      Records: { Type: 'AWS::S3::Bucket' },
      Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [Roles], PolicyDocument: document(allow('s3:*')) } },
    },
  });
  const found = (Roles: unknown) => {
    const world = accessWorld([
      { name: 'app', account: '111122223333', region: 'us-east-2', template: template(Roles) },
    ]);
    return proveAccess(world, [{ ...READS, who: {} }], { environments: [] })[0]?.refutations.map(
      ({ principal }) => principal,
    );
  };
  expect(found('existing')).toEqual(['existing']);
  expect(found({ Ref: 'Name' })).toEqual([
    'a role without a known name (the reference Name of the stack app has no value before deploy)',
  ]);
});
