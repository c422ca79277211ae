import type { AnalyzedTemplate } from '../template/stack';
import { accessWorld } from '../template/world';
import { Steps } from './steps';

const ACCOUNT = '111122223333';
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

function role(RoleName: string, principal: object, statements: readonly object[] = [], more: object = {}) {
  const trust = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName,
      AssumeRolePolicyDocument: document(trust),
      Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
      ...more,
    },
  };
}

const LAMBDA = { Service: 'lambda.amazonaws.com' };
const BOUNDARY = { PermissionsBoundary: { Ref: 'Boundary' } };

function stepsIn(resources: NonNullable<AnalyzedTemplate['Resources']>) {
  const boundary = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { ManagedPolicyName: 'boundary', PolicyDocument: document(allow(['sts:*', 's3:*'], '*')) },
  };
  const template = { Resources: { Boundary: boundary, ...resources } } as AnalyzedTemplate;
  const world = accessWorld([{ name: 'app', account: ACCOUNT, region: 'us-east-2', template }]);
  const steps = new Steps(world);
  return (name: string) => {
    const start = world.principals.find((principal) => principal.name === name);
    return start === undefined
      ? []
      : steps.from(start).map(({ steps: way }) => way.map(({ kind, role: to }) => `${kind} ${to}`).join(', '));
  };
}

it('finds who passes a role to a service that works with it, also if the policy names the one role', () => {
  const from = stepsIn({
    Passer: role('passer', LAMBDA, [allow('iam:PassRole', roleArn('worker')), allow('lambda:CreateFunction', '*')]),
    OnlyPasses: role('only-passes', LAMBDA, [allow('iam:PassRole', roleArn('worker'))]),
    Worker: role('worker', LAMBDA),
  });
  expect(from('passer')).toEqual(['passes worker']);
  expect(from('only-passes')).toEqual([]);
});

it('finds who rewrites the policies of a role, also if the policy names the one role', () => {
  const from = stepsIn({
    Writer: role('writer', LAMBDA, [allow('iam:PutRolePolicy', roleArn('worker'))]),
    Worker: role('worker', LAMBDA, [], BOUNDARY),
    Other: role('other', LAMBDA, [], BOUNDARY),
  });
  expect(from('writer')).toEqual(['rewrites worker']);
});

it('tells roles that are alike apart where a trust policy names one of them', () => {
  const from = stepsIn({
    Writer: role('writer', LAMBDA, [
      allow('iam:PutRolePolicy', `${roleArn('worker')}-*`, {
        Condition: { StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/boundary` } },
      }),
    ]),
    One: role('worker-1', LAMBDA, [], BOUNDARY),
    Two: role('worker-2', LAMBDA, [], BOUNDARY),
    Three: role('worker-3', LAMBDA, [], BOUNDARY),
    Target: role('target', { AWS: roleArn('worker-2') }),
  });
  expect(from('writer')).toEqual([
    'rewrites worker-1',
    'rewrites worker-2',
    'rewrites worker-3',
    'rewrites worker-2, takes target',
  ]);
});

it('tells roles apart that the conditions of their boundary tell apart', () => {
  const conditioned = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: 'conditioned',
      PolicyDocument: document(
        allow('sts:AssumeRole', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': roleArn('worker-2*') } } }),
      ),
    },
  };
  const bounded = { PermissionsBoundary: { Ref: 'Conditioned' } };
  const from = stepsIn({
    Conditioned: conditioned,
    Writer: role('writer', LAMBDA, [allow('iam:PutRolePolicy', `${roleArn('worker')}-*`)]),
    One: role('worker-1', LAMBDA, [], bounded),
    Two: role('worker-2', LAMBDA, [], bounded),
    Target: role('target', { AWS: `arn:aws:iam::${ACCOUNT}:root` }),
  });
  expect(from('writer')).toEqual(['rewrites worker-1', 'rewrites worker-2', 'rewrites worker-2, takes target']);
});
