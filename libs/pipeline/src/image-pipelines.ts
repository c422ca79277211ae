import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { approvalVariables } from './approval-variables';
import { ArtifactBucket } from './artifact-bucket';
import type { ArtifactBucketProps } from './artifact-bucket';
import { objectsBelow } from './artifacts';
import type { ArtifactStore } from './artifacts';
import { buildOf, deployOf, rescanOf, scanOf } from './image-builds';
import { commonPlaces, commonVariables } from './image-places';
import { BuildProject } from './build-project';
import type { BuildSettings, BuildSize } from './build-project';
import { deployBuildRoleName } from './names';
import type { NightlyScan } from './nightly-alarms';
import { clonePermissions, sourcePlaces } from './source-access';
import { Pipeline, pipelineArnOf } from './pipeline';
import type { Source } from './source';
import { appStages, BEFORE_DEPLOY_VARIABLE, IMAGE, nightlyStages } from './stages';
import type { Architecture, TrivySettings } from './tools';

/** A file that the platform publishes for its builds. */
export interface PublishedFile {
  /** Bucket in which it is, and the prefix of its key there: a build may read what is below. */
  readonly bucketName: string;
  readonly prefix: string;
  /** Names of the SSM parameters that say where exactly it is, and what its bytes are. */
  readonly parameters: { readonly bucket: string; readonly key: string; readonly sha256: string };
}

/** Where a build of the pipelines writes or reads besides artifacts and logs. */
export interface Destinations {
  readonly evidenceBucketName: string;
  readonly scanCommand: PublishedFile;
}

/** An environment that a service is deployed to. */
export interface ImageTarget {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly branch: string;
  readonly branchTag: string;
  readonly approval: boolean;
  readonly stackName: string;
  readonly clusterName: string;
  /** Role in the environment that may change the service, and the one with which CloudFormation does it. */
  readonly deployRoleArn: string;
  readonly rolloutRoleArn: string;
  /** Of a static site: its bucket, and the variables of its build. @default - the image runs */
  readonly site?: { readonly bucketName: string; readonly variables: Readonly<Record<string, string>> };
}

/** How the image of a static site is made and released. */
export interface SiteSettings {
  readonly command: string;
  readonly output: string;
  readonly node: number;
  /** Why a site without packages passes the gate. @default - it does not */
  readonly emptyBecause?: string;
  /** Patterns of files that browsers keep for a year. */
  readonly immutable: readonly string[];
  readonly keepReleases: number;
}

export interface ImagePipelinesProps extends BuildSettings {
  /** Name of the service's unit; pipelines and projects are called after it. */
  readonly unit: string;
  readonly platform: string;
  readonly service: string;
  /** All of the source but the branch, which each environment has its own of. */
  readonly source: Omit<Source, 'branch'>;
  readonly sourcePath: string;
  /** @default - the image is a static site */
  readonly dockerfile?: string;
  readonly context?: string;
  /** @default - a Dockerfile says how the image is made */
  readonly site?: SiteSettings;
  /** @default - none */
  readonly exceptions?: string;
  readonly buildSize: BuildSize;
  readonly architecture: Architecture;
  readonly trivy: TrivySettings;
  /** Name of the image repository, in the pipelines' own account and region. */
  readonly repositoryName: string;
  readonly destinations: Destinations;
  /** What the artifact buckets share: key, log of accesses, and days until an artifact is deleted. */
  readonly artifacts: ArtifactBucketProps;
  readonly targets: readonly ImageTarget[];
  /** The service's sidecars as sidecarsVariable() gives them, and the names of the repositories of their copies. @default - none */
  readonly sidecars?: { readonly variable: string; readonly repositoryNames: readonly string[] };
  /** Whether a task runs before each deploy, with the new image. @default false */
  readonly beforeDeploy?: boolean;
  /**
   * Addresses in the commits of people who may approve, by the name that CodePipeline records.
   *
   * @default - none; the name alone is compared with the author
   */
  readonly approvers?: Readonly<Record<string, string>>;
}

/**
 * The pipelines of one service, one for each environment. Two environments share nothing but the image repository: builds,
 * roles, artifacts and evidence are an environment's own, so that what runs for staging cannot change what production gets.
 */
export class ImagePipelines extends Construct {
  /** Pipelines that build and deploy. */
  readonly pipelineNames: readonly string[];
  /** Pipelines that scan what runs. */
  readonly nightlyScans: readonly NightlyScan[];

  constructor(scope: Construct, id: string, props: ImagePipelinesProps) {
    super(scope, id);
    const made = props.targets.map((target) => imagePipeline(new Construct(this, target.environment), props, target));
    this.pipelineNames = made.map(({ pipelineName }) => pipelineName);
    this.nightlyScans = made.map(({ nightlyScan }) => nightlyScan);
  }
}

/** What the builds of one pipeline share. */
interface Shared {
  readonly pipelineName: string;
  readonly artifacts: ArtifactStore;
  readonly source: Source;
}

function imagePipeline(
  scope: Construct,
  props: ImagePipelinesProps,
  target: ImageTarget,
): { readonly pipelineName: string; readonly nightlyScan: NightlyScan } {
  const { environment, branch, branchTag, approval } = target;
  const pipelineName = `${props.unit}-${environment}`;
  const source: Source = { ...props.source, branch };
  const { bucket } = new ArtifactBucket(scope, 'Artifacts', props.artifacts);
  const artifacts = { bucketName: bucket.bucketName, keyArn: props.artifacts.key.keyArn };
  const shared = { pipelineName, artifacts, source };
  const build = buildProject(scope, props, target, shared);
  const scan = scanProject(scope, props, target, shared);
  const deploy = deployProject(scope, props, target, shared);
  new Pipeline(scope, 'Pipeline', {
    pipelineName,
    source,
    stages: appStages({
      source,
      environment,
      branchTag,
      approval,
      pipelineName,
      beforeDeploy: props.beforeDeploy ?? false,
      sidecars: props.sidecars !== undefined,
      projects: { build: build.projectName, scan: scan.projectName, deploy: deploy.projectName },
    }),
    projects: [build, scan, deploy],
    artifacts,
    ...(props.beforeDeploy === true ? { variables: [BEFORE_DEPLOY_VARIABLE] } : {}),
    // The newest commit wins, so that a pending approval does not delay the next fix.
    executionMode: 'SUPERSEDED',
  });
  return { pipelineName, nightlyScan: nightlyPipeline(new Construct(scope, 'Nightly'), props, target, shared) };
}

/**
 * What runs is scanned every night with the database of the day. The pipeline has the artifact bucket of its environment: it
 * reads the same source, and its build, as the others, can only read there.
 */
function nightlyPipeline(
  scope: Construct,
  props: ImagePipelinesProps,
  target: ImageTarget,
  shared: Shared,
): NightlyScan {
  const { environment, branchTag } = target;
  const { artifacts } = shared;
  const { triggerPaths: _, ...source } = shared.source;
  const pipelineName = `${shared.pipelineName}-nightly`;
  const project = new BuildProject(scope, 'Rescan', {
    ...settingsOf(props),
    artifacts,
    projectName: `${pipelineName}-scan`,
    description: `Scans the running image of ${props.service} every night`,
    build: rescanOf(props),
    ...scanSettings(scope, props, environment),
  });
  new Pipeline(scope, 'Pipeline', {
    pipelineName,
    source,
    stages: nightlyStages({ source, environment, branchTag, project: project.projectName }),
    projects: [project],
    artifacts,
    executionMode: 'SUPERSEDED',
    starts: 'night',
  });
  return { environment, pipelineName, projectName: project.projectName };
}

/** It runs code of the repository, so it has no permissions: no registry, no findings, no evidence. */
function buildProject(scope: Construct, props: ImagePipelinesProps, target: ImageTarget, shared: Shared): BuildProject {
  return new BuildProject(scope, 'Build', {
    ...settingsOf(props),
    artifacts: shared.artifacts,
    projectName: `${shared.pipelineName}-build`,
    description: `Builds the image of ${props.service}`,
    build: buildOf(props),
    output: IMAGE,
    permissions: clonePermissions(shared.source),
    places: sourcePlaces(scope, shared.source),
    variables: { ...target.site?.variables },
    timeoutMinutes: 60,
    size: props.buildSize,
    architecture: props.architecture,
    runsContainers: props.site === undefined,
  });
}

function scanProject(
  scope: Construct,
  props: ImagePipelinesProps,
  { environment }: ImageTarget,
  shared: Shared,
): BuildProject {
  return new BuildProject(scope, 'Scan', {
    ...settingsOf(props),
    artifacts: shared.artifacts,
    projectName: `${shared.pipelineName}-scan`,
    description: `Scans the image of ${props.service}, publishes the findings, and pushes it if the gate lets it`,
    build: scanOf(props),
    ...scanSettings(scope, props, environment),
  });
}

/** What builds that scan have in common: where they read and write, and how long they may take. */
function scanSettings(scope: Construct, props: ImagePipelinesProps, environment: string) {
  const stack = Stack.of(scope);
  const { account, region } = stack;
  const { bucketName, prefix, parameters } = props.destinations.scanCommand;
  return {
    places: {
      ...commonPlaces(scope, props, environment),
      publishedFiles: [objectsBelow(scope, bucketName, prefix)],
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
      findingsProduct: [
        stack.formatArn({ service: 'securityhub', resource: 'product', resourceName: `${account}/default` }),
      ],
      findingsHub: [stack.formatArn({ service: 'securityhub', resource: 'hub', resourceName: 'default' })],
    },
    variables: { ...commonVariables(scope, props, environment), ACCOUNT: account, SCAN_REGION: region },
    parameters: {
      SCAN_CLI_BUCKET: parameters.bucket,
      SCAN_CLI_KEY: parameters.key,
      SCAN_CLI_SHA256: parameters.sha256,
    },
    timeoutMinutes: 60,
    size: 'medium',
  } as const;
}

function deployProject(
  scope: Construct,
  props: ImagePipelinesProps,
  target: ImageTarget,
  { pipelineName, artifacts, source }: Shared,
): BuildProject {
  return new BuildProject(scope, 'Deploy', {
    ...settingsOf(props),
    artifacts,
    projectName: `${pipelineName}-deploy`,
    description: `Deploys an image of ${props.service} to ${target.environment}`,
    build: deployOf(props),
    roleName: deployBuildRoleName(props.unit, target.environment),
    places: {
      ...commonPlaces(scope, props, target.environment),
      pipeline: [pipelineArnOf(scope, pipelineName)],
      ...sourcePlaces(scope, source),
      environmentRole: [target.deployRoleArn],
    },
    variables: {
      ...commonVariables(scope, props, target.environment),
      APPROVAL: target.approval ? 'required' : 'none',
      VERDICT_HOURS: String(props.trivy.verdictHours),
      ...approvalVariables(source, props.approvers),
      DEPLOY_ROLE_ARN: target.deployRoleArn,
      ROLLOUT_ROLE_ARN: target.rolloutRoleArn,
      STACK: target.stackName,
      CLUSTER: target.clusterName,
      TARGET_REGION: target.region,
      ...(props.site === undefined || target.site === undefined
        ? {}
        : {
            SITE_BUCKET: target.site.bucketName,
            IMMUTABLE: props.site.immutable.join(','),
            KEEP_RELEASES: String(props.site.keepReleases),
          }),
    },
    timeoutMinutes: 90,
  });
}

function settingsOf({ logPrefix, logDays }: BuildSettings): BuildSettings {
  return { logPrefix, logDays };
}
