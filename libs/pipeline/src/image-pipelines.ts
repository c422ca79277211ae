import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Grant } from './access';
import { deployBuild, imageBuild, scanBuild } from './app-builds';
import { evidenceGrant } from './artifacts';
import { BuildProject } from './build-project';
import type { BuildSettings, BuildSize } from './build-project';
import { cloneGrants } from './source-access';
import { deployBuildRoleName, deployRoleName } from './names';
import { Pipeline, pipelineArnOf } from './pipeline';
import type { Source } from './source';
import { appStages } from './stages';
import type { Architecture, TrivySettings } from './tools';

/** Where a build of the pipelines writes or reads besides artifacts and logs. */
export interface Destinations {
  readonly evidenceBucketName: string;
  /** Names of the SSM parameters that say where the scan command is: bucket, key, SHA-256. */
  readonly scanCommand: { readonly bucket: string; readonly key: string; readonly sha256: string };
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
  /** IAM path of the roles in the environment's stacks, such as /careplane/acme/staging/. */
  readonly rolePath: string;
}

export interface ImagePipelinesProps extends BuildSettings {
  /** Name of the service's unit; pipelines and projects are called after it. */
  readonly unit: string;
  readonly platform: string;
  readonly service: string;
  /** All of the source but the branch, which each environment has its own of. */
  readonly source: Omit<Source, 'branch'>;
  readonly sourcePath: string;
  readonly dockerfile: string;
  readonly context: string;
  /** @default - none */
  readonly exceptions?: string;
  readonly buildSize: BuildSize;
  readonly architecture: Architecture;
  readonly trivy: TrivySettings;
  /** Name of the image repository, in the pipelines' own account and region. */
  readonly repositoryName: string;
  readonly destinations: Destinations;
  readonly targets: readonly ImageTarget[];
}

/** The pipelines of one service, one for each environment: they share the builds that do not deploy. */
export class ImagePipelines extends Construct {
  readonly pipelineNames: readonly string[];

  constructor(scope: Construct, id: string, props: ImagePipelinesProps) {
    super(scope, id);
    this.pipelineNames = props.targets.map(({ environment }) => `${props.unit}-${environment}`);
    const { build, scan } = sharedBuilds(this, props, this.pipelineNames);
    for (const target of props.targets) {
      const { environment, branch, branchTag, approval } = target;
      const pipelineName = `${props.unit}-${environment}`;
      const part = new Construct(this, environment);
      const source: Source = { ...props.source, branch };
      const deploy = deployProject(part, props, target, pipelineName);
      const projects = [build, scan, deploy];
      new Pipeline(part, 'Pipeline', {
        pipelineName,
        source,
        stages: appStages({
          source,
          environment,
          branchTag,
          approval,
          pipelineName,
          projects: { build: build.projectName, scan: scan.projectName, deploy: deploy.projectName },
        }),
        projects,
        artifacts: props.artifacts,
        // The newest commit wins: an approval that nobody has given must not hold up the next fix.
        executionMode: 'SUPERSEDED',
      });
    }
  }
}

function sharedBuilds(scope: Construct, props: ImagePipelinesProps, pipelineNames: readonly string[]) {
  const { account, region } = Stack.of(scope);
  const { scanCommand } = props.destinations;
  const exceptions = props.exceptions ?? '';
  const build = new BuildProject(scope, 'Build', {
    ...settingsOf(props),
    projectName: `${props.unit}-build`,
    description: `Builds the image of ${props.service}`,
    build: imageBuild({
      sourcePath: props.sourcePath,
      dockerfile: props.dockerfile,
      context: props.context,
      exceptions,
      buildName: `localhost/${props.unit}:build`,
    }),
    pipelineNames,
    // It runs what the repository says, so it may do nothing: no registry, no findings, no evidence.
    grants: cloneGrants(scope, { ...props.source, branch: '' }),
    variables: {},
    timeoutMinutes: 60,
    size: props.buildSize,
    architecture: props.architecture,
    runsContainers: true,
  });
  const scan = new BuildProject(scope, 'Scan', {
    ...settingsOf(props),
    projectName: `${props.unit}-scan`,
    description: `Scans the image of ${props.service}, publishes the findings, and pushes it if the gate lets it`,
    build: scanBuild({ ...props.trivy, exceptions }),
    pipelineNames,
    grants: [
      ...registryGrants(scope, props.repositoryName, [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ]),
      ...securityHubGrants(scope),
      evidenceGrant(scope, props.destinations.evidenceBucketName, evidencePrefix(props)),
    ],
    variables: {
      ...commonVariables(scope, props),
      ACCOUNT: account,
      SCAN_REGION: region,
    },
    parameters: {
      SCAN_CLI_BUCKET: scanCommand.bucket,
      SCAN_CLI_KEY: scanCommand.key,
      SCAN_CLI_SHA256: scanCommand.sha256,
    },
    timeoutMinutes: 60,
    size: 'medium',
  });
  return { build, scan };
}

function deployProject(
  scope: Construct,
  props: ImagePipelinesProps,
  target: ImageTarget,
  pipelineName: string,
): BuildProject {
  const { partition } = Stack.of(scope);
  const roleArn = `arn:${partition}:iam::${target.account}:role${target.rolePath}${deployRoleName(props.unit, target.environment)}`;
  return new BuildProject(scope, 'Deploy', {
    ...settingsOf(props),
    projectName: `${pipelineName}-deploy`,
    description: `Deploys an image of ${props.service} to ${target.environment}`,
    build: deployBuild(),
    pipelineNames: [pipelineName],
    roleName: deployBuildRoleName(props.unit, target.environment),
    grants: [
      ...registryGrants(scope, props.repositoryName, ['ecr:BatchGetImage', 'ecr:PutImage']),
      {
        actions: ['codepipeline:ListActionExecutions'],
        resources: [pipelineArnOf(scope, pipelineName)],
      },
      { actions: ['sts:AssumeRole'], resources: [roleArn] },
      evidenceGrant(scope, props.destinations.evidenceBucketName, `${evidencePrefix(props)}/${target.environment}`),
    ],
    variables: {
      ...commonVariables(scope, props),
      APPROVAL: target.approval ? 'required' : 'none',
      DEPLOY_ROLE_ARN: roleArn,
      STACK: target.stackName,
      CLUSTER: target.clusterName,
      TARGET_REGION: target.region,
    },
    timeoutMinutes: 90,
  });
}

function settingsOf({ artifacts, logPrefix, logDays }: BuildSettings): BuildSettings {
  return { artifacts, logPrefix, logDays };
}

function evidencePrefix({ platform, service }: ImagePipelinesProps): string {
  return `${platform}/${service}`;
}

function commonVariables(scope: Construct, props: ImagePipelinesProps): Record<string, string> {
  const { account, region, urlSuffix } = Stack.of(scope);
  return {
    REGISTRY: `${account}.dkr.ecr.${region}.${urlSuffix}`,
    REGISTRY_REGION: region,
    REPOSITORY: props.repositoryName,
    EVIDENCE_BUCKET: props.destinations.evidenceBucketName,
    EVIDENCE_PREFIX: evidencePrefix(props),
  };
}

function registryGrants(scope: Construct, repositoryName: string, actions: string[]): Grant[] {
  return [
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'], wildcard: 'login' },
    {
      actions,
      resources: [Stack.of(scope).formatArn({ service: 'ecr', resource: 'repository', resourceName: repositoryName })],
    },
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html */
function securityHubGrants(scope: Construct): Grant[] {
  const stack = Stack.of(scope);
  return [
    {
      actions: ['securityhub:BatchImportFindings'],
      resources: [
        stack.formatArn({
          service: 'securityhub',
          resource: 'product',
          resourceName: `${stack.account}/default`,
        }),
      ],
    },
    {
      actions: ['securityhub:GetFindings'],
      resources: [stack.formatArn({ service: 'securityhub', resource: 'hub', resourceName: 'default' })],
    },
  ];
}
