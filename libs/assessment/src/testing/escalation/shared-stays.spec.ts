import { assembliesOf, clinic, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';
import { everythingOf } from '../all-roles';
import { may } from './may';
import type { RequestContext } from './may';
import type { RoleInTemplate } from './roles';

const ACCOUNT = '111122223333';
const { boundaries, roles } = everythingOf(MEDMO);

/**
 * A role that a stack of a scope could make: whoever deploys to the scope writes its policies, up to the boundary. Staging has no
 * approval in a workflow on GitHub, and its tasks are what then has the role.
 */
const anyRole = (scope: string, name = 'any'): RoleInTemplate => ({
  ...{ name, path: `/careplane/medmo/${scope}/`, trust: [] },
  boundary: `arn:aws:iam::${ACCOUNT}:policy/careplane-medmo-boundary`,
  allows: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
  denies: [],
});

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-2:${ACCOUNT}:${resource}`;
const PLATFORM = 'aws:ResourceTag/careplane:platform';
const ENVIRONMENT = 'aws:ResourceTag/careplane:environment';
const SHARED = { [PLATFORM]: 'medmo', [ENVIRONMENT]: undefined };
const OWN = { ...SHARED, [ENVIRONMENT]: 'staging' };
/** Objects of S3 do not have the tags of their bucket. */
const UNTAGGED = { [PLATFORM]: undefined, [ENVIRONMENT]: undefined };

const can = (scope: string, action: string, on: string, context: RequestContext, name?: string) => {
  const role = anyRole(scope, name);
  const itself = `arn:aws:iam::${ACCOUNT}:role${role.path}${role.name}`;
  return may(role, boundaries, { action, on: [on], context: { ...context, 'aws:PrincipalArn': itself } });
};

const roleOf = (scope: string) => `arn:aws:iam::${ACCOUNT}:role/careplane/medmo/${scope}/any`;
const PASSED = { ...UNTAGGED, 'iam:PassedToService': 'cloudformation.amazonaws.com' };

/** Stacks have no tags. The role that the request names is one of the caller's own scope. */
const update = (scope: string, stack: string) =>
  can(scope, 'cloudformation:UpdateStack', arn('cloudformation', `stack/${stack}/1`), {
    ...UNTAGGED,
    'cloudformation:RoleArn': roleOf(scope),
  });

describe('a role of staging, with all policies that its boundary lets through', () => {
  it.each([
    ['ssm:PutParameter', arn('ssm', 'parameter/careplane/medmo/command/sha256'), 'the command of production’s deploys'],
    ['ssm:LabelParameterVersion', arn('ssm', 'parameter/careplane/medmo/command/key'), 'the command'],
    ['ssm:AddTagsToResource', arn('ssm', 'parameter/careplane/medmo/command/bucket'), 'the command'],
    ['ssm:DeleteParameters', arn('ssm', 'parameter/careplane-baseline/owner'), 'the owner of the baseline'],
    ['ssm:PutParameter', arn('ssm', 'parameter/careplane/medmo/pipelines/scan/sha256'), 'the gate of production'],
    ['ssm:DeleteParameter', arn('ssm', 'parameter/careplane/medmo/deployed/medmo/production'), 'the ledger'],
    ['ssm:PutParameter', arn('ssm', 'parameter/careplane/medmo/deploying/medmo/production'), 'the locks'],
  ])('does not %s %s: %s', (action, on) => {
    expect(can('staging', action, on, SHARED)).toBe(false);
    expect(can('staging', action, on, UNTAGGED)).toBe(false);
  });

  it.each([
    ['s3:PutObject', `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-us-east-2/medmo/production/template.json`],
    ['s3:DeleteObject', `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-us-east-2/medmo/command/1.tar.gz`],
  ])('does not %s %s', (action, on) => {
    expect(can('staging', action, on, UNTAGGED)).toBe(false);
  });

  it.each([
    ['ecr:PutImage', arn('ecr', 'repository/medmo/api')],
    ['ecr:BatchDeleteImage', arn('ecr', 'repository/medmo/api')],
    ['ecr:TagResource', arn('ecr', 'repository/medmo/api')],
    ['ecr:PutImageTagMutability', arn('ecr', 'repository/medmo/api')],
    ['codebuild:StartBuild', arn('codebuild', 'project/medmo-main-deploy')],
    ['codecommit:GitPush', arn('codecommit', 'medmo')],
    ['codepipeline:PutApprovalResult', arn('codepipeline', 'medmo-api-production/Approve/Approve')],
    ['codepipeline:DisableStageTransition', arn('codepipeline', 'medmo/Deploy')],
    ['ec2:DeleteFlowLogs', arn('ec2', 'vpc-flow-log/fl-1')],
    ['lambda:InvokeFunction', arn('lambda', 'function:medmo-account-settings-us-east-2')],
    ['lambda:InvokeFunction', arn('lambda', 'function:medmo-network-CustomVpcRestrictDefaultSG')],
    ['sns:TagResource', arn('sns', 'medmo-baseline-Alerts')],
    ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/careplane-medmo-shared-deploy`],
    ['cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:medmo-baseline-RootUsed')],
    ['events:DisableRule', arn('events', 'rule/medmo-baseline-Threats')],
    ['logs:DeleteMetricFilter', arn('logs', 'log-group:/careplane/medmo/baseline/trail')],
    ['logs:PutRetentionPolicy', arn('logs', 'log-group:/careplane/medmo/baseline/trail')],
    ['sns:DeleteTopic', arn('sns', 'medmo-baseline-Alerts')],
    ['guardduty:DeleteDetector', arn('guardduty', 'detector/1')],
    ['securityhub:DisableSecurityHub', arn('securityhub', 'hub/default')],
    ['access-analyzer:DeleteAnalyzer', arn('access-analyzer', 'analyzer/1')],
    ['kms:ScheduleKeyDeletion', arn('kms', 'key/1')],
  ])('does not %s %s, which all environments share', (action, on) => {
    expect(can('staging', action, on, SHARED)).toBe(false);
    // A role of any other environment neither.
    expect(can('production', action, on, SHARED)).toBe(false);
    // Nor what all environments of another platform share.
    expect(can('staging', action, on, { ...SHARED, [PLATFORM]: 'another' })).toBe(false);
  });

  it.each([
    ['budgets:ModifyBudget'],
    ['ec2:EnableSnapshotBlockPublicAccess'],
    ['ec2:ModifyInstanceMetadataDefaults'],
    ['ecr:PutRegistryScanningConfiguration'],
    ['ecr:PutReplicationConfiguration'],
    ['inspector2:Disable'],
    ['s3:CreateAccessPoint'],
  ])('does not %s, which the whole account has once', (action) => {
    expect(can('staging', action, '*', UNTAGGED)).toBe(false);
  });

  it.each([
    ['medmo-api-production', 'production'],
    ['medmo-data-production', 'production'],
    ['medmo-network', 'shared'],
    ['medmo-pipelines', 'shared'],
    ['medmo-staging-api-pipelines', 'shared'],
  ])('does not update the stack %s of %s, not even with a role that it may pass', (stack, scope) => {
    const others = ['staging', 'production'].filter((each) => each !== scope);
    expect(others.map((each) => [each, update(each, stack)])).toEqual(others.map((each) => [each, false]));
  });

  it('updates the stacks of staging with a role of staging', () => {
    expect([update('staging', 'medmo-api-staging'), update('production', 'medmo-api-production')]).toEqual([
      true,
      true,
    ]);
    expect(can('staging', 'iam:PassRole', roleOf('staging'), PASSED)).toBe(true);
    expect(can('staging', 'iam:PassRole', roleOf('production'), PASSED)).toBe(false);
  });

  it('does none of it with a name like those of the roles that are let through', () => {
    const on = arn('ssm', 'parameter/careplane/medmo/command/sha256');
    for (const name of ['medmo-github-deploy-production', 'medmo-main-deploy', 'shared/medmo-main-deploy'])
      expect([name, can('staging', 'ssm:PutParameter', on, UNTAGGED, name)]).toEqual([name, false]);
  });

  it.each([
    ['ecr:BatchGetImage', arn('ecr', 'repository/medmo/api'), SHARED],
    ['ssm:GetParameters', arn('ssm', 'parameter/careplane/medmo/network/vpc-id'), SHARED],
    ['cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:medmo-api-staging-Service'), OWN],
    ['events:PutRule', arn('events', 'rule/medmo-api-staging-tasks'), OWN],
    ['sns:Publish', arn('sns', 'medmo-api-staging-Visits'), OWN],
    ['s3:PutObject', `arn:aws:s3:::medmo-documents-staging-${ACCOUNT}/1`, UNTAGGED],
  ])('may %s %s', (action, on, context) => {
    expect(can('staging', action, on, context)).toBe(true);
  });
});

/** The boundary goes by tags: a function without them could be called by roles of all environments. */
it.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
])('every function of %s has the tag of the platform', (platform, folder) => {
  const functions = resourcesIn(stacksIn(assembliesOf(folder())), 'AWS::Lambda::Function');
  const tag = JSON.stringify({ Key: 'careplane:platform', Value: platform });
  const untagged = functions.filter(({ Properties = {} }) => !JSON.stringify(Properties['Tags'] ?? []).includes(tag));
  expect(untagged.map(({ stack, id }) => `${stack} ${id}`)).toEqual([]);
  expect(functions.length).toBeGreaterThan(0);
});

/** A template of staging can take a resource that exists into its stack, and change or delete it there. */
describe('the role with which CloudFormation makes the stacks of staging', () => {
  const execution = roles.find(({ name }) => name === 'careplane-medmo-staging-execution') as RoleInTemplate;
  const make = (action: string, on: string, context: RequestContext) =>
    may(execution, boundaries, { action, on: [on], context });

  it.each([
    ['cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:medmo-x-staging')],
    ['events:DeleteRule', arn('events', 'rule/medmo-baseline-Threats')],
    ['kms:ScheduleKeyDeletion', arn('kms', 'key/1')],
    ['kms:TagResource', arn('kms', 'key/1')],
    ['logs:DeleteLogGroup', arn('logs', 'log-group:/careplane/medmo/environments/staging/x')],
    ['sns:DeleteTopic', arn('sns', 'medmo-x-staging')],
  ])('does not %s %s if it is shared', (action, on) => {
    expect([make(action, on, SHARED), make(action, on, OWN)]).toEqual([false, expect.any(Boolean)]);
  });

  it('makes and deletes keys and rules of its own', () => {
    expect(make('kms:ScheduleKeyDeletion', arn('kms', 'key/1'), OWN)).toBe(true);
    expect(make('kms:CreateKey', '*', UNTAGGED)).toBe(true);
    expect(make('events:DeleteRule', arn('events', 'rule/medmo-api-staging-task-stopped'), OWN)).toBe(true);
    expect(make('ec2:CreateSecurityGroup', arn('ec2', 'vpc/vpc-1'), SHARED)).toBe(true);
  });
});
