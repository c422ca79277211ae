import type { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  assetBucketName,
  assetPrefix,
  imageRepositoryName,
  rolePath,
  SHARED_SCOPE,
  sidecarRepositoryName,
} from '@careplane/config';
import type { Environment, PlatformModel, Service } from '@careplane/config';
import { deployRoleName, ImagePipelines, PipelineNews, rolloutRoleName, sidecarsVariable } from '@careplane/pipeline';
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
  const { pipelineNames, nightlyNames } = new ImagePipelines(stack, 'Pipelines', {
    unit: service.unit,
    platform: platform.name,
    service: service.name,
    source: {
      origin: source.origin,
      fullClone: false,
      ...(source.triggerPaths === undefined ? {} : { triggerPaths: source.triggerPaths }),
    },
    sourcePath: source.sourcePath,
    dockerfile: service.image.dockerfile,
    context: service.image.context,
    ...(service.image.exceptions === undefined ? {} : { exceptions: service.image.exceptions }),
    buildSize: service.image.buildSize,
    architecture: service.architecture,
    trivy: platform.trivy,
    repositoryName: imageRepositoryName(platform.name, service.name),
    artifacts: {
      key: Key.fromKeyArn(stack, 'Key', shared('key-arn')),
      retentionDays: ARTIFACT_DAYS,
      accessLogBucketName: shared('access-log-bucket'),
    },
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
    ...(service.beforeDeploy === undefined ? {} : { beforeDeploy: true }),
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
      region: environment.region,
      branch: environment.branch,
      branchTag: environment.imageTag,
      approval: environment.approval,
      stackName: `${service.unit}-${environment.name}`,
      clusterName: clusterName(platform, environment),
      deployRoleArn: roleArn(environment, deployRoleName(service.unit, environment.name)),
      rolloutRoleArn: roleArn(environment, rolloutRoleName(service.unit, environment.name)),
    })),
  });
  new PipelineNews(stack, 'News', {
    pipelineNames,
    nightlyNames,
    emailTopicArn: shared('email-topic-arn'),
    ...(platform.slack === undefined ? {} : { slackTopicArn: shared('slack-topic-arn') }),
  });
  useDeadLetterQueue(stack, () => shared('dead-letter-queue-arn'));
  return stack;
}
