import { Stack } from 'aws-cdk-lib';
import type { PlatformModel } from '@careplane/config';
import type { Grant } from '@careplane/pipeline';
import type { Construct } from 'constructs';

/** Roles that `cdk bootstrap` makes in every account and region, by the last words of their names. */
type BootstrapRole = 'deploy-role' | 'file-publishing-role' | 'lookup-role' | 'cfn-exec-role';

/** The qualifier of CDK's bootstrap, which its names hold. */
const QUALIFIER = 'hnb659fds';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** Everywhere that the platform has stacks. */
function places(platform: PlatformModel): Place[] {
  const { copyRegion } = platform.backup;
  const copies = platform.environments.flatMap(({ production, account }) =>
    production && copyRegion !== undefined ? [{ account, region: copyRegion }] : [],
  );
  const all: Place[] = [platform, ...platform.locations, ...copies];
  return [...new Map(all.map(({ account, region }) => [`${account} ${region}`, { account, region }])).values()];
}

/**
 * What preparing change sets needs. In the platform's own account that is everything up to a change set, and not its
 * execution: CDK's deploy role could do both, so this build may not take it, and CDK's toolkit goes on with the build's
 * own rights. In another account only that role could make them, so there it only looks: what is approved is the difference
 * of the templates, and the deploying build holds its change sets to that.
 */
export function prepareGrants(scope: Construct, platform: PlatformModel): Grant[] {
  const own = places(platform).filter(({ account }) => account === platform.account);
  const others = places(platform).filter(({ account }) => account !== platform.account);
  return [
    assume([
      ...roleArns(scope, own, ['file-publishing-role', 'lookup-role']),
      ...roleArns(scope, others, ['lookup-role']),
    ]),
    {
      actions: [
        'cloudformation:CreateChangeSet',
        'cloudformation:DeleteChangeSet',
        'cloudformation:DescribeChangeSet',
        'cloudformation:DescribeEvents',
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStacks',
        'cloudformation:GetTemplate',
        'cloudformation:GetTemplateSummary',
        'cloudformation:ListStackResources',
        'cloudformation:UpdateTerminationProtection',
      ],
      resources: own.map((place) => arn(scope, 'cloudformation', place, `stack/${platform.name}-*/*`)),
      wildcard: 'stack',
    },
    // The change set names the role that will carry it out.
    {
      actions: ['iam:PassRole'],
      resources: roleArns(scope, own, ['cfn-exec-role']),
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    },
    {
      actions: ['ssm:GetParameter'],
      resources: own.map((place) => arn(scope, 'ssm', place, `parameter/cdk-bootstrap/${QUALIFIER}/version`)),
    },
    readParameters(scope, platform),
  ];
}

/** What executing them needs: CDK's own roles, the ledger and its locks. */
export function deployGrants(scope: Construct, platform: PlatformModel): Grant[] {
  return [
    assume(roleArns(scope, places(platform), ['deploy-role', 'file-publishing-role', 'lookup-role'])),
    readParameters(scope, platform),
    ...keepLedger(scope, platform),
  ];
}

function assume(resources: readonly string[]): Grant {
  return { actions: ['sts:AssumeRole'], resources };
}

function roleArns(scope: Construct, at: readonly Place[], roles: readonly BootstrapRole[]): string[] {
  const { partition } = Stack.of(scope);
  return at.flatMap(({ account, region }) =>
    roles.map((role) => `arn:${partition}:iam::${account}:role/cdk-${QUALIFIER}-${role}-${account}-${region}`),
  );
}

/** What stacks and the ledger say of the platform: in its own account and region, below its own name. */
function readParameters(scope: Construct, platform: PlatformModel): Grant {
  const path = `parameter/careplane/${platform.name}`;
  return {
    actions: ['ssm:GetParameter', 'ssm:GetParametersByPath'],
    resources: [arn(scope, 'ssm', platform, path), arn(scope, 'ssm', platform, `${path}/*`)],
    wildcard: 'parameters',
  };
}

/** The ledger of what is deployed, and the locks of what is being deployed. */
function keepLedger(scope: Construct, platform: PlatformModel): Grant[] {
  const below = (folder: string) => [arn(scope, 'ssm', platform, `parameter/careplane/${platform.name}/${folder}/*`)];
  return [
    { actions: ['ssm:PutParameter'], resources: below('deployed'), wildcard: 'parameters' },
    { actions: ['ssm:DeleteParameter', 'ssm:PutParameter'], resources: below('deploying'), wildcard: 'parameters' },
  ];
}

function arn(scope: Construct, service: string, { account, region }: Place, resource: string): string {
  return `arn:${Stack.of(scope).partition}:${service}:${region}:${account}:${resource}`;
}
