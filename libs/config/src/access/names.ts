import { createHash } from 'node:crypto';
import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import { platformPath } from './paths';

/**
 * Qualifier of CDK's bootstrap where the platform names no other (`bootstrapQualifier`): CDK's own default. Names of the
 * bootstrap's bucket and of its version parameter contain it. https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html
 */
export const DEFAULT_BOOTSTRAP_QUALIFIER = 'hnb659fds';

/**
 * Oldest version of CDK's bootstrap that is accepted. Version 21 lets the file-publishing role write to a bucket of its own
 * account only: an older one can be made to publish to a bucket that another account has registered (aws-cdk#31885).
 */
export const MIN_BOOTSTRAP_VERSION = 21;

/** Identifies a CDK bootstrap in an account and region. The model of a platform has this field. */
export interface Bootstrapped {
  readonly bootstrapQualifier: string;
}

/** SSM parameter with the version of CDK's bootstrap in an account and region. */
export function bootstrapVersionParameter({ bootstrapQualifier }: Bootstrapped): string {
  return `/cdk-bootstrap/${bootstrapQualifier}/version`;
}

/** Name of the stack of CDK's bootstrap. A bootstrap with another qualifier beside the default one has a stack of its own. */
export function bootstrapStackName({ bootstrapQualifier }: Bootstrapped): string {
  return bootstrapQualifier === DEFAULT_BOOTSTRAP_QUALIFIER ? 'CDKToolkit' : `CDKToolkit-${bootstrapQualifier}`;
}

/** The stacks that no environment owns (network, repositories, pipelines) are the scope `shared`. */
export const SHARED_SCOPE = 'shared';

/**
 * The roles of a scope, that is of one environment or of `shared`. `careplane bootstrap` makes them.
 *
 * - `look`: describe the scope's stacks and read their templates
 * - `plan`: that, and make change sets
 * - `publish`: write the scope's assets
 * - `deploy`: make and execute change sets
 * - `execution`: what CloudFormation works with
 */
export const ACCESS_ROLE_KINDS = ['look', 'plan', 'publish', 'deploy', 'execution'] as const;
export type AccessRoleKind = (typeof ACCESS_ROLE_KINDS)[number];

/** Longest name of an IAM role. */
const LONGEST_ROLE_NAME = 64;

/** Name of a role that `careplane bootstrap` makes. No role of a stack begins like this. */
export function accessRoleName(platform: string, scope: string, kind: AccessRoleKind): string {
  return shortened(`careplane-${platform}-${scope}-${kind}`, LONGEST_ROLE_NAME);
}

/** Name of the managed policy that is the permissions boundary of every role that the toolkit creates. */
export function boundaryName(platform: string): string {
  return `careplane-${platform}-boundary`;
}

/** Name of the managed policy that is the permissions boundary of the role for emergencies. */
export function emergencyBoundaryName(platform: string): string {
  return `careplane-${platform}-emergency`;
}

/** IAM path of the roles and policies that a scope's stacks create: permissions are limited to it. */
export function rolePath(platform: string, scope: string): string {
  return platformPath(platform, scope, '');
}

/** Prefix of a scope's assets in the bucket of CDK's bootstrap. */
export function assetPrefix(platform: string, scope: string): string {
  return `${platform}/${scope}/`;
}

/** Bucket of CDK's bootstrap in an account and region. */
export function assetBucketName({ bootstrapQualifier }: Bootstrapped, account: string, region: string): string {
  return `cdk-${bootstrapQualifier}-assets-${account}-${region}`;
}

/** What the SSM parameters say of the published careplane command that pipelines run. */
export type CommandKey = 'bucket' | 'key' | 'sha256';

/** SSM parameter that says where the published careplane command is, in the platform's account and region. */
export function commandParameter(platform: string, key: CommandKey): string {
  return platformPath(platform, 'command', key);
}

/** Prefix of the published careplane command in the bucket of CDK's bootstrap. */
export function commandPrefix(platform: string): string {
  return `${platform}/command/`;
}

/** The builds of the platform's own pipeline. */
export type MainBuild = 'check' | 'prepare' | 'deploy';

/** Name of the role of a build of the platform's own pipeline; the roles above trust it by name. */
export function mainBuildRoleName(platform: string, build: MainBuild): string {
  return shortened(`${platform}-main-${build}`, LONGEST_ROLE_NAME);
}

/** Name of the role with which a GitHub workflow prepares change sets; it can execute none. */
export function githubPlanRoleName(platform: string): string {
  return shortened(`${platform}-github-plan`, LONGEST_ROLE_NAME);
}

/** Name of the role with which a GitHub workflow deploys a scope. */
export function githubDeployRoleName(platform: string, scope: string): string {
  return shortened(`${platform}-github-deploy-${scope}`, LONGEST_ROLE_NAME);
}

/** What a GitHub workflow does with images: scan and push them, or deploy one by its digest. */
export type GithubImageTask = 'scan' | 'deploy';

/** Name of the role with which a GitHub workflow handles the images of an environment. */
export function githubImageRoleName(platform: string, environment: string, task: GithubImageTask): string {
  return shortened(`${platform}-github-image-${task}-${environment}`, LONGEST_ROLE_NAME);
}

/** Name of the role with which a GitHub workflow scans at night what runs; it can push and deploy nothing. */
export function githubNightlyRoleName(platform: string): string {
  return shortened(`${platform}-github-nightly`, LONGEST_ROLE_NAME);
}

/** Names of the roles that start the tasks of scheduled jobs begin with it; the boundary allows starting tasks to these roles alone. */
export const RUNNER_ROLE_PREFIX = 'run-';

/** Name of the role with which EventBridge Scheduler starts the tasks of a job in an environment. */
export function runnerRoleName(unit: string, environment: string): string {
  return shortened(`${RUNNER_ROLE_PREFIX}${unit}-${environment}`, LONGEST_ROLE_NAME);
}

/** Names of the roles that start the one-off tasks of services begin with it; the boundary allows it, as it does for scheduled jobs. */
export const TASK_RUNNER_ROLE_PREFIX = `${RUNNER_ROLE_PREFIX}tasks-`;

/** Name of the role with which people start the one-off tasks of a service in an environment. */
export function taskRunnerRoleName(unit: string, environment: string): string {
  return shortened(`${TASK_RUNNER_ROLE_PREFIX}${unit}-${environment}`, LONGEST_ROLE_NAME);
}

/** Name of the role that starts the task before the deploy of a service in an environment. */
export function beforeDeployRoleName(unit: string, environment: string): string {
  return shortened(`${RUNNER_ROLE_PREFIX}before-deploy-${unit}-${environment}`, LONGEST_ROLE_NAME);
}

/**
 * Family of the task definitions of the task before the deploy. No name of ours contains an underscore, so this is no family of a
 * service. It begins and ends as all families of an environment do.
 */
export function beforeDeployFamily(unit: string, environment: string): string {
  return `${unit}_before-deploy-${environment}`;
}

/** Name of the role of the function that sets a region's account settings; the boundary allows them to this role alone. */
export function accountSettingsRoleName(platform: string, region: string): string {
  return `${platform}-account-settings-${region}`;
}

/** Name of the role for emergencies; every use of it raises an alarm. */
export function breakGlassRoleName(platform: string): string {
  return shortened(`${platform}-break-glass`, LONGEST_ROLE_NAME);
}

/**
 * SSM parameter that names the platform whose unit is the baseline of an account and region. It is outside of every
 * platform's path, so that two platforms cannot both create it.
 */
export const BASELINE_OWNER_PARAMETER = '/careplane-baseline/owner';

/**
 * Name of the GitHub environment of a scope, in which its approvals are asked for. It begins with the platform's name, so
 * that two platforms in one repository do not share approvals and roles.
 */
export function githubEnvironmentName(platform: string, scope: string): string {
  return `${platform}-${scope}`;
}

/** File of the GitHub workflow that deploys a platform, from the root of the repository. Its name is part of the roles' trust. */
export function githubWorkflowFile(platform: string): string {
  return `.github/workflows/deploy-${platform}.yml`;
}

/** File of the GitHub workflow that scans at night what runs. Its name is part of the trust of its role. */
export function githubNightlyFile(platform: string): string {
  return `.github/workflows/nightly-${platform}.yml`;
}

/** A name that fits: the end of a longer one becomes eight digits of its hash, so that two long names stay two. */
export function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`;
}

/**
 * Name of a bucket for patient data in an environment. Names of buckets are unique in all of AWS, so account and region are in it.
 * A rule sees to it that it fits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function storeBucketName(
  platform: string,
  bucket: string,
  environment: { readonly name: string; readonly account: string; readonly region: string },
): string {
  return `${platform}-${bucket}-${environment.name}-${environment.account}-${environment.region}`;
}

/** Name of a service's image repository, in the platform's own account and region. */
export function imageRepositoryName(platform: string, service: string): string {
  return `${platform}/${service}`;
}

/** Name of the repository with the checked copies of a sidecar's image, in the platform's own account and region. */
export function sidecarRepositoryName(platform: string, service: string, sidecar: string): string {
  return `${imageRepositoryName(platform, service)}/${sidecar}`;
}

/** Parameter of a service's stack with the digest of a sidecar's image. Releases set it; its default is the digest of service.yaml. */
export function sidecarParameter(sidecar: string): string {
  const words = sidecar.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Sidecar${words.join('')}Digest`;
}

/** SSM parameter with the images of a service's sidecars, in the platform's own account and region; none without sidecars. */
export function sidecarsParameter(platform: string, service: string): string {
  return platformPath(platform, 'pipelines', 'sidecars', service);
}

/**
 * SSM parameter with the file of a service's exceptions, from the folder of the platform, in the platform's own account and region; only for
 * a source in the platform's repository whose service.yaml names such a file.
 */
export function exceptionsParameter(platform: string, service: string): string {
  return platformPath(platform, 'pipelines', 'exceptions', service);
}

/** SSM parameter with how a static site is released, in the platform's own account and region; only for a source in the platform's repository. */
export function siteParameter(platform: string, service: string): string {
  return platformPath(platform, 'pipelines', 'sites', service);
}

/** Name of the pipeline that releases a service to an environment, in the platform's own account and region. */
export function servicePipelineName(unit: string, environment: string): string {
  return `${unit}-${environment}`;
}

/**
 * Name of a bucket of a static site in an environment: `site` holds its releases, `logs` who read and wrote them. Names of buckets are
 * unique in all of AWS, so account and region are in it, and it has 63 characters at most.
 */
export function siteBucketName(
  unit: string,
  environment: { readonly name: string; readonly account: string },
  holds: 'site' | 'logs',
): string {
  return `${shortened(`${unit}-${environment.name}`, 34)}-${holds}-${environment.account}-${CLOUDFRONT_REGION}`;
}
