import { MEDMO } from '@careplane/platform/testing';
import { everythingOf } from '../all-roles';
import { may } from './may';
import type { RequestContext } from './may';
import type { RoleInTemplate } from './roles';

const ACCOUNT = '111122223333';
const { boundaries } = everythingOf(MEDMO);

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
const SHARED = { 'aws:ResourceTag/careplane:platform': 'medmo', 'aws:ResourceTag/careplane:environment': undefined };
const OWN = { ...SHARED, 'aws:ResourceTag/careplane:environment': 'staging' };
/** Objects of S3 do not have the tags of their bucket. */
const UNTAGGED = {
  'aws:ResourceTag/careplane:platform': undefined,
  'aws:ResourceTag/careplane:environment': undefined,
};

const can = (scope: string, action: string, on: string, context: RequestContext, name?: string) => {
  const role = anyRole(scope, name);
  const itself = `arn:aws:iam::${ACCOUNT}:role${role.path}${role.name}`;
  return may(role, boundaries, { action, on: [on], context: { ...context, 'aws:PrincipalArn': itself } });
};

describe('a role of staging, with all policies that its boundary lets through', () => {
  it.each([
    ['ssm:PutParameter', arn('ssm', 'parameter/careplane/medmo/command/sha256'), 'the command of production’s deploys'],
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

it('the build that deploys writes the ledger', () => {
  const on = arn('ssm', 'parameter/careplane/medmo/deployed/medmo/production');
  expect(can('shared', 'ssm:PutParameter', on, UNTAGGED, 'medmo-main-deploy')).toBe(true);
});
