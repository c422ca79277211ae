import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-codecommit';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import {
  AccessLogBucket,
  ALARM_PUBLISHERS,
  AlarmTopic,
  DeadLetterQueue,
  EncryptionKey,
  EvidenceBucket,
} from '@careplane/governance';
import { ARTIFACT_LOG_PREFIX, ArtifactBucket, PipelineNews, PlatformPipeline, SlackChannel } from '@careplane/pipeline';
import { assetBucketName, commandParameter, commandPrefix, mainBuildRoleName, platformPath } from '@careplane/config';
import type { MainBuild, PlatformModel, Repository } from '@careplane/config';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { pipelineParameter, publish } from '../parameters';
import type { PipelineKey } from '../parameters';
import { scanCommand } from '../scan-command';
import { newStack } from './base';
import { approversOf } from './people';
import { useDeadLetterQueue } from './dead-letters';
import { originOf } from './pipeline-source';
import { platformPlaces } from './platform-access';

/** Artifacts must outlive an approval, which may wait for seven days, and a weekend in which a failure is analyzed. */
export const ARTIFACT_DAYS = 30;

/** Prefix of the pipelines' log groups. */
export function pipelineLogPrefix(platform: PlatformModel): string {
  return platformPath(platform.name, 'pipelines', '');
}

/** What all pipelines of a platform share, and the platform's own pipeline. */
export function pipelinesStack(app: Construct, platform: PlatformModel): Stack {
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-pipelines`,
    description: `${platform.name}: evidence, artifacts and news of the pipelines; the platform’s own pipeline`,
    account: platform.account,
    region: platform.region,
  });
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name}: artifacts, logs and evidence of the pipelines`,
    logGroupPrefixes: [pipelineLogPrefix(platform)],
  });
  const { bucket: accessLogs } = new AccessLogBucket(stack, 'AccessLogs', {
    retentionDays: platform.retention.accessLogDays,
  });
  letArtifactLogsIn(stack, accessLogs);
  const { bucket: evidence } = new EvidenceBucket(stack, 'Evidence', { key, ...platform.evidence, accessLogs });
  const topics = addTopics(stack, platform);
  const { queue } = new DeadLetterQueue(stack, 'Undelivered', {
    title: `${platform.name} pipelines`,
    ruleNames: [`${platform.name}-*`],
    topics: topics.all,
  });
  const scan = scanCommand();
  const asset = new Asset(stack, 'ScanCommand', { path: scan.file });
  const parameter = (name: PipelineKey) => pipelineParameter(platform.name, name);
  publish(stack, {
    [parameter('access-log-bucket')]: accessLogs.bucketName,
    [parameter('evidence-bucket')]: evidence.bucketName,
    [parameter('key-arn')]: key.keyArn,
    [parameter('email-topic-arn')]: topics.email,
    ...(topics.slack === undefined ? {} : { [parameter('slack-topic-arn')]: topics.slack }),
    [parameter('dead-letter-queue-arn')]: queue.queueArn,
    [parameter('scan-command-bucket')]: asset.s3BucketName,
    [parameter('scan-command-key')]: asset.s3ObjectKey,
    [parameter('scan-command-sha256')]: scan.sha256,
  });
  if (platform.repository !== undefined) {
    const { bucket: artifacts } = new ArtifactBucket(stack, 'Artifacts', {
      key,
      retentionDays: ARTIFACT_DAYS,
      accessLogBucketName: accessLogs.bucketName,
    });
    const source = createRepository(stack, platform, platform.repository);
    const pipeline = platformPipeline(stack, platform, platform.repository, {
      artifactBucketName: artifacts.bucketName,
      evidenceBucketName: evidence.bucketName,
      keyArn: key.keyArn,
    });
    if (source !== undefined) pipeline.node.addDependency(source);
    new PipelineNews(stack, 'News', {
      pipelineNames: [pipeline.pipelineName],
      emailTopicArn: topics.email,
      ...(topics.slack === undefined ? {} : { slackTopicArn: topics.slack }),
    });
  }
  useDeadLetterQueue(stack, () => queue.queueArn);
  return stack;
}

/** Each pipeline has an artifact bucket, and services have theirs in stacks of their own: S3 may deliver from all of them. */
function letArtifactLogsIn(stack: Stack, accessLogs: Bucket): void {
  accessLogs.addToResourcePolicy(
    new PolicyStatement({
      actions: ['s3:PutObject'],
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      resources: [accessLogs.arnForObjects(`${ARTIFACT_LOG_PREFIX}*`)],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
}

interface Stores {
  readonly artifactBucketName: string;
  readonly evidenceBucketName: string;
  readonly keyArn: string;
}

function platformPipeline(stack: Stack, platform: PlatformModel, repository: Repository, stores: Stores) {
  const places = platformPlaces(stack, platform);
  const build = (name: MainBuild) => ({ roleName: mainBuildRoleName(platform.name, name), places: places[name] });
  return new PlatformPipeline(stack, 'Pipeline', {
    platform: platform.name,
    source: { origin: originOf(platform, repository.origin), branch: repository.branch },
    folder: repository.folder,
    buildSize: repository.buildSize,
    trivy: platform.trivy,
    artifacts: { bucketName: stores.artifactBucketName, keyArn: stores.keyArn },
    evidenceBucketName: stores.evidenceBucketName,
    logPrefix: pipelineLogPrefix(platform),
    logDays: platform.retention.logDays,
    command: {
      bucketName: assetBucketName(platform, platform.account, platform.region),
      prefix: commandPrefix(platform.name),
      parameters: {
        bucket: commandParameter(platform.name, 'bucket'),
        key: commandParameter(platform.name, 'key'),
        sha256: commandParameter(platform.name, 'sha256'),
      },
    },
    approvers: approversOf(platform),
    builds: { check: build('check'), prepare: build('prepare'), deploy: build('deploy') },
  });
}

/** The repository of the platform's files, if the configuration asks for it. No deletion of a stack deletes it. */
function createRepository(stack: Stack, platform: PlatformModel, { origin, create }: Repository) {
  if (!create || !('codecommit' in origin)) return undefined;
  const repository = new CfnRepository(stack, 'Repository', {
    repositoryName: origin.codecommit,
    repositoryDescription: `The platform ${platform.name}: its configuration and its services`,
  });
  repository.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return repository;
}

interface Topics {
  readonly email: string;
  readonly slack?: string;
  readonly all: readonly ITopic[];
}

/** Two topics, because people read sentences and Slack reads JSON. */
function addTopics(stack: Stack, platform: PlatformModel): Topics {
  // A key of its own: EventBridge must be let in without a condition, and this key opens news only.
  const { key } = new EncryptionKey(stack, 'NewsKey', {
    description: `${platform.name}: news of the pipelines`,
    publishers: ALARM_PUBLISHERS,
  });
  const { topic: emails } = new AlarmTopic(stack, 'Emails', { key, emails: platform.alertEmails });
  const email = emails.topicArn;
  if (platform.slack === undefined) return { email, all: [emails] };
  const { topic } = new AlarmTopic(stack, 'SlackTopic', { key, emails: [] });
  const slack = topic.topicArn;
  new SlackChannel(stack, 'Slack', {
    configurationName: `${platform.name}-pipelines`,
    ...platform.slack,
    topicArns: [slack],
  });
  return { email, slack, all: [emails, topic] };
}
