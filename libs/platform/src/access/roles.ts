import {
  assetBucketName,
  assetPrefix,
  BASELINE_OWNER_PARAMETER,
  bootstrapStackName,
  bootstrapVersionParameter,
  githubDeployRoleName,
  githubPlanRoleName,
  mainBuildRoleName,
  platformPath,
  rolePath,
  SHARED_SCOPE,
  TASK_RUNNER_ROLE_PREFIX,
} from '@careplane/config';
import type { Service } from '@careplane/config';
import { executionRoleOf } from './iam';
import { inAccount, ofIam } from './place';
import type { ScopedPlace } from './place';
import { allow, deny, documentOf } from './statement';
import type { PolicyDocument, Statement } from './statement';

/** Who may take the roles of a platform's access stacks, beside the builds of its pipelines and workflows. */
export interface Trusted {
  /** The platform's own account: builds and workflows are there. */
  readonly buildAccount: string;
  /** ARNs of roles of people or tools that deploy, by `careplane bootstrap --deployer`; a pattern is allowed. */
  readonly deployers: readonly string[];
}

/** Looking at the scope's stacks. */
export function lookStatements(place: ScopedPlace): Statement[] {
  return [
    allow(
      [
        'cloudformation:DescribeChangeSet',
        'cloudformation:DescribeEvents',
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStacks',
        'cloudformation:GetTemplate',
        'cloudformation:GetTemplateSummary',
        'cloudformation:ListStackResources',
      ],
      stacksOf(place),
    ),
    // The CDK's toolkit looks at the stack of its bootstrap, too.
    allow(
      ['cloudformation:DescribeStacks'],
      [inAccount(place, 'cloudformation', `stack/${bootstrapStackName(place)}/*`)],
    ),
    ...healthStatements(place),
    readBootstrapVersion(place),
    ...readBaselineOwner(place),
    ...notOfEnvironments(place),
  ];
}

/** How what the stacks hold is: `careplane status`. Alarms and targets have no ARN that a policy could name here. */
function healthStatements(place: ScopedPlace): Statement[] {
  const { platform, scope } = place;
  if (scope === SHARED_SCOPE) {
    return [
      allow(['cloudwatch:DescribeAlarms'], ['*']),
      allow(['codepipeline:GetPipelineState'], [inAccount(place, 'codepipeline', `${platform}-*`)]),
      // Whether a release has copied the image of a sidecar: `careplane deploy`.
      allow(['ecr:DescribeImages'], [inAccount(place, 'ecr', `repository/${platform}/*`)]),
    ];
  }
  return [
    allow(['cloudwatch:DescribeAlarms', 'elasticloadbalancing:DescribeTargetHealth'], ['*']),
    allow(['ecs:DescribeServices'], [inAccount(place, 'ecs', `service/${platform}-${scope}/*`)]),
  ];
}

/** Looking, and making change sets that will be executed with the scope's execution role and with no other. */
export function planStatements(place: ScopedPlace, regions: readonly string[]): Statement[] {
  const { partition, account, platform, scope } = place;
  const execution = executionRoleOf(place);
  return [
    ...lookStatements(place),
    allow(['cloudformation:CreateChangeSet'], stacksOf(place), {
      StringEquals: { 'cloudformation:RoleArn': execution },
    }),
    allow(['cloudformation:DeleteChangeSet'], stacksOf(place)),
    allow(['iam:PassRole'], [execution], { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
    // CloudFormation reads the template, and the values of its SSM parameters, with the permissions of the caller that creates the change set.
    allow(
      ['s3:GetObject'],
      regions.map(
        (region) => `arn:${partition}:s3:::${assetBucketName(place, account, region)}/${assetPrefix(platform, scope)}*`,
      ),
    ),
    allow(
      ['ssm:GetParameters'],
      [
        inAccount(place, 'ssm', `parameter${platformPath(platform, '*')}`),
        inAccount(place, 'ssm', `parameter${bootstrapVersionParameter(place)}`),
      ],
    ),
  ];
}

/** All of that, and carrying change sets out. Nothing else may touch the protection against deletion. */
export function deployStatements(place: ScopedPlace, regions: readonly string[]): Statement[] {
  return [
    ...planStatements(place, regions),
    allow(['cloudformation:ExecuteChangeSet', 'cloudformation:UpdateTerminationProtection'], stacksOf(place)),
  ];
}

/** Taking the roles that start one-off tasks, where a service has such tasks. */
export function runStatements(place: ScopedPlace, services: readonly Service[]): Statement[] {
  const { platform, scope } = place;
  if (
    scope === SHARED_SCOPE ||
    services.every((service) => service.kind === 'static' || Object.keys(service.tasks).length === 0)
  )
    return [];
  return [allow(['sts:AssumeRole'], [ofIam(place, `role${rolePath(platform, scope)}${TASK_RUNNER_ROLE_PREFIX}*`)])];
}

/** Writing the scope's assets. */
export function publishStatements(place: ScopedPlace, regions: readonly string[]): Statement[] {
  const { partition, account, platform, scope } = place;
  const buckets = regions.map((region) => `arn:${partition}:s3:::${assetBucketName(place, account, region)}`);
  const prefix = assetPrefix(platform, scope);
  return [
    allow(['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], buckets),
    allow(['s3:ListBucket'], buckets, { StringLike: { 's3:prefix': `${prefix}*` } }),
    allow(
      ['s3:AbortMultipartUpload', 's3:PutObject'],
      buckets.map((bucket) => `${bucket}/${prefix}*`),
    ),
    readBootstrapVersion(place),
  ];
}

/** Builds and workflows that prepare: of every scope. */
export function plannersOf(place: ScopedPlace, { buildAccount, deployers }: Trusted): string[] {
  return [
    ...mainBuilds(place, buildAccount, 'prepare'),
    githubRole(place, buildAccount, githubPlanRoleName(place.platform)),
    ...deployers,
  ];
}

/** Builds and workflows that execute: the platform's own pipeline everywhere, a workflow's role in its scope alone. */
export function deployersOf(place: ScopedPlace, { buildAccount, deployers }: Trusted): string[] {
  return [
    ...mainBuilds(place, buildAccount, 'deploy'),
    githubRole(place, buildAccount, githubDeployRoleName(place.platform, place.scope)),
    ...deployers,
  ];
}

/** The account may take it, held to some roles of it: a principal that is a role would have to exist already. */
export function trustOf(
  { partition }: ScopedPlace,
  { buildAccount }: Trusted,
  roles: readonly string[],
): PolicyDocument {
  return documentOf([
    {
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { AWS: `arn:${partition}:iam::${buildAccount}:root` },
      Condition: { ArnLike: { 'aws:PrincipalArn': roles } },
    },
  ]);
}

function mainBuilds({ partition, platform }: ScopedPlace, buildAccount: string, build: 'prepare' | 'deploy'): string[] {
  const path = rolePath(platform, SHARED_SCOPE);
  return [`arn:${partition}:iam::${buildAccount}:role${path}${mainBuildRoleName(platform, build)}`];
}

function githubRole({ partition }: ScopedPlace, buildAccount: string, name: string): string {
  return `arn:${partition}:iam::${buildAccount}:role/${name}`;
}

/** Stacks of the scope, by their names. */
function stacksOf(place: ScopedPlace): string[] {
  const { platform, scope } = place;
  const names = scope === SHARED_SCOPE ? `${platform}-*` : `${platform}-*-${scope}`;
  return [inAccount(place, 'cloudformation', `stack/${names}/*`)];
}

/** Shared stacks are all that no environment owns: those are taken out again, and so is the access stack itself. */
function notOfEnvironments(place: ScopedPlace): Statement[] {
  const { platform, scope, environments } = place;
  if (scope !== SHARED_SCOPE) return [];
  const names = [`${platform}-access`, ...environments.map((environment) => `${platform}-*-${environment}`)];
  return [
    deny(
      ['cloudformation:*'],
      names.map((name) => inAccount(place, 'cloudformation', `stack/${name}/*`)),
    ),
  ];
}

function readBootstrapVersion(place: ScopedPlace): Statement {
  return allow(['ssm:GetParameter'], [inAccount(place, 'ssm', `parameter${bootstrapVersionParameter(place)}`)]);
}

/** An account and region has one baseline: a deploy asks whose it is before it makes a change set. */
function readBaselineOwner(place: ScopedPlace): Statement[] {
  if (place.scope !== SHARED_SCOPE) return [];
  return [allow(['ssm:GetParameter'], [inAccount(place, 'ssm', `parameter${BASELINE_OWNER_PARAMETER}`)])];
}
