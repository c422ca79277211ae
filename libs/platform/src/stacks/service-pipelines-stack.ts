import type { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import {
  assetBucketName,
  assetPrefix,
  imageRepositoryName,
  rolePath,
  SHARED_SCOPE,
  sidecarRepositoryName,
  siteBucketName,
} from '@careplane/config';
import type { Environment, PlatformModel, Service } from '@careplane/config';
import {
  deployRoleName,
  ImagePipelines,
  NightlyAlarms,
  PipelineNews,
  rolloutRoleName,
  sidecarsVariable,
} from '@careplane/pipeline';
import type { ImagePipelinesProps, ImageTarget } from '@careplane/pipeline';
import type { Construct } from 'constructs';
import { pipelineParameter, read } from '../parameters';
import type { PipelineKey } from '../parameters';
import { newStack } from './base';
import { approversOf } from './people';
import { useDeadLetterQueue } from './dead-letters';
import { serviceSource } from './pipeline-source';
import { ARTIFACT_DAYS, pipelineLogPrefix } from './pipelines-stack';
import { clusterName } from './cluster-stack';

/** A service's pipelines, one for each environment; undefined when its source is in no repository that is known. */
export function servicePipelinesStack(app: Construct, platform: PlatformModel, service: Service): Stack | undefined {
  const source = serviceSource(platform, service);
  if (source === undefined) return undefined;
  const stack = newStack(app, platform, {
    stackName: `${service.unit}-pipelines`,
    description: `${platform.name} ${service.name}: pipelines`,
    account: platform.account,
    region: platform.region,
    holdsData: false,
  });
  const parameter = (key: PipelineKey) => pipelineParameter(platform.name, key);
  const shared = (key: PipelineKey) => read(stack, parameter(key));
  const roleArn = ({ account, name }: Environment, role: string) =>
    `arn:${stack.partition}:iam::${account}:role${rolePath(platform.name, name)}${role}`;
  const { pipelineNames, nightlyScans } = new ImagePipelines(stack, 'Pipelines', {
    unit: service.unit,
    platform: platform.name,
    service: service.name,
    source: {
      origin: source.origin,
      fullClone: false,
      ...(source.triggerPaths === undefined ? {} : { triggerPaths: source.triggerPaths }),
    },
    sourcePath: source.sourcePath,
    ...builtFrom(platform, service),
    trivy: platform.trivy,
    repositoryName: imageRepositoryName(platform.name, service.name),
    artifacts: {
      key: Key.fromKeyArn(stack, 'Key', shared('key-arn')),
      retentionDays: ARTIFACT_DAYS,
      accessLogBucketName: shared('access-log-bucket'),
    },
    approvers: approversOf(platform),
    logPrefix: pipelineLogPrefix(platform),
    logDays: platform.retention.logDays,
    destinations: {
      evidenceBucketName: shared('evidence-bucket'),
      scanCommand: {
        bucketName: assetBucketName(platform, platform.account, platform.region),
        prefix: assetPrefix(platform.name, SHARED_SCOPE),
        parameters: {
          bucket: parameter('scan-command-bucket'),
          key: parameter('scan-command-key'),
          sha256: parameter('scan-command-sha256'),
        },
      },
    },
    targets: platform.environments.map((environment) => ({
      environment: environment.name,
      account: environment.account,
      region: service.kind === 'static' ? CLOUDFRONT_REGION : environment.region,
      branch: environment.branch,
      branchTag: environment.imageTag,
      approval: environment.approval,
      stackName: `${service.unit}-${environment.name}`,
      clusterName: clusterName(platform, environment),
      deployRoleArn: roleArn(environment, deployRoleName(service.unit, environment.name)),
      rolloutRoleArn: roleArn(environment, rolloutRoleName(service.unit, environment.name)),
      ...siteIn(service, environment),
    })),
  });
  new PipelineNews(stack, 'News', {
    pipelineNames,
    nightlyNames: nightlyScans.map(({ pipelineName }) => pipelineName),
    emailTopicArn: shared('email-topic-arn'),
    ...(platform.slack === undefined ? {} : { slackTopicArn: shared('slack-topic-arn') }),
  });
  const topicKeys: PipelineKey[] = [
    'email-topic-arn',
    ...(platform.slack === undefined ? [] : ['slack-topic-arn' as const]),
  ];
  new NightlyAlarms(stack, 'NightlyScans', {
    scans: nightlyScans,
    title: `${platform.name} ${service.name}`,
    topics: topicKeys.map((topic) => Topic.fromTopicArn(stack, topic, shared(topic))),
  });
  useDeadLetterQueue(stack, () => shared('dead-letter-queue-arn'));
  return stack;
}

/** How the image of a service is made. */
function builtFrom(
  platform: PlatformModel,
  service: Service,
): Pick<
  ImagePipelinesProps,
  'architecture' | 'beforeDeploy' | 'buildSize' | 'context' | 'dockerfile' | 'exceptions' | 'sidecars' | 'site'
> {
  if (service.kind === 'static') {
    const { command, output, node, exceptions, buildSize, withoutPackages } = service.build;
    const { immutable, keepReleases } = service;
    return {
      site: {
        ...{ command, output, node, immutable, keepReleases },
        ...(withoutPackages === undefined ? {} : { emptyBecause: withoutPackages }),
      },
      ...(exceptions === undefined ? {} : { exceptions }),
      buildSize,
      architecture: 'x86_64',
    };
  }
  const { dockerfile, context, exceptions, buildSize } = service.image;
  return {
    ...{ dockerfile, context, buildSize },
    ...(exceptions === undefined ? {} : { exceptions }),
    architecture: service.architecture,
    ...(service.beforeDeploy === undefined ? {} : { beforeDeploy: true }),
    ...(service.sidecars.length === 0
      ? {}
      : {
          sidecars: {
            variable: sidecarsVariable(service.sidecars, service.architecture),
            repositoryNames: service.sidecars.map(({ name }) =>
              sidecarRepositoryName(platform.name, service.name, name),
            ),
          },
        }),
  };
}

/** Where the files of a static site go in an environment, and what its build knows of it. */
function siteIn(service: Service, environment: Environment): Pick<ImageTarget, 'site'> {
  if (service.kind !== 'static') return {};
  const variables = service.deployments.find((known) => known.environment === environment.name)?.variables ?? {};
  return { site: { bucketName: siteBucketName(service.unit, environment, 'site'), variables } };
}
