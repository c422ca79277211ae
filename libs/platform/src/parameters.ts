import { CfnParameter, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { platformPath } from '@careplane/config';

/**
 * What one stack says to another, by name, in SSM Parameter Store. CloudFormation exports would lock the stack that
 * says it for as long as anybody listens; a parameter lets every unit be deployed, changed and removed by itself.
 */

/** What a network stack says of its VPC. */
export type NetworkKey = 'vpc-id' | `${SubnetKind}-subnet-${string}`;

export type SubnetKind = 'public' | 'private' | 'isolated';

/** What an environment's cluster stack says to its services, and the stack of its private load balancer (`internal-…`). */
export type EnvironmentKey =
  | 'cluster-name'
  | 'listener-arn'
  | 'load-balancer-security-group-id'
  | 'internal-load-balancer-arn'
  | 'internal-load-balancer-security-group-id'
  | 'internal-certificate-arn'
  | 'key-arn'
  | 'alarm-topic-arn'
  | 'dead-letter-queue-arn';

/** What an environment's data stack says of its database. */
export type DatabaseKey = 'security-group-id' | 'endpoint' | 'port' | 'name' | 'resource-id';

/** What an environment's data stack says of each queue. */
export type QueueKey = 'name' | 'url' | 'arn' | 'key-arn';

/** What an environment's data stack says of each topic. */
export type TopicKey = 'arn' | 'key-arn';

/** What an environment's data stack says of each file system. */
export type FileSystemKey = 'id' | 'security-group-id';

/** What an environment's data stack says of each cache. */
export type CacheKey = 'security-group-id' | 'endpoint' | 'port' | 'id' | 'user' | 'password-arn' | 'key-arn';

/** What an environment's data stack says of each bucket for patient data. */
export type BucketKey = 'name' | 'key-arn';

/** What the platform's pipelines stack says to the pipelines of its services. */
export type PipelineKey =
  | 'access-log-bucket'
  | 'evidence-bucket'
  | 'key-arn'
  | 'email-topic-arn'
  | 'slack-topic-arn'
  | 'dead-letter-queue-arn'
  | 'scan-command-bucket'
  | 'scan-command-key'
  | 'scan-command-sha256';

/** Name of a parameter about the VPC of a platform in the account and region it is read in. */
export function networkParameter(platform: string, key: NetworkKey): string {
  return platformPath(platform, 'network', key);
}

/** Name of a parameter about an environment. */
export function environmentParameter(platform: string, environment: string, key: EnvironmentKey): string {
  return platformPath(platform, 'environments', environment, key);
}

/**
 * Name of a parameter about a database of an environment.
 *
 * @param database its name under databases in platform.yaml; none for the first one
 */
export function databaseParameter(
  platform: string,
  environment: string,
  database: string | undefined,
  key: DatabaseKey,
): string {
  const place = database === undefined ? ['database'] : ['databases', database];
  return platformPath(platform, 'environments', environment, ...place, key);
}

/** Name of a parameter about a queue of an environment. */
export function queueParameter(platform: string, environment: string, queue: string, key: QueueKey): string {
  return platformPath(platform, 'environments', environment, 'queues', queue, key);
}

/** Name of a parameter about a topic of an environment. */
export function topicParameter(platform: string, environment: string, topic: string, key: TopicKey): string {
  return platformPath(platform, 'environments', environment, 'topics', topic, key);
}

/** Name of a parameter about a file system of an environment. */
export function fileSystemParameter(
  platform: string,
  environment: string,
  fileSystem: string,
  key: FileSystemKey,
): string {
  return platformPath(platform, 'environments', environment, 'file-systems', fileSystem, key);
}

/** Name of a parameter about a cache of an environment. */
export function cacheParameter(platform: string, environment: string, cache: string, key: CacheKey): string {
  return platformPath(platform, 'environments', environment, 'caches', cache, key);
}

/** Name of a parameter about a bucket for patient data of an environment. */
export function bucketParameter(platform: string, environment: string, bucket: string, key: BucketKey): string {
  return platformPath(platform, 'environments', environment, 'buckets', bucket, key);
}

/** Name of a parameter about what all pipelines of a platform share, in the platform's own account and region. */
export function pipelineParameter(platform: string, key: PipelineKey): string {
  return platformPath(platform, 'pipelines', key);
}

/** Say something to other stacks. */
export function publish(scope: Construct, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    new StringParameter(scope, `Parameter${idOf(name)}`, { parameterName: name, stringValue: value });
  }
}

/** Read what another stack says; CloudFormation looks it up at every deploy. */
export function read(scope: Construct, name: string): string {
  const stack = Stack.of(scope);
  const id = `Ssm${idOf(name)}`;
  const known = stack.node.tryFindChild(id) as CfnParameter | undefined;
  const parameter = known ?? new CfnParameter(stack, id, { type: 'AWS::SSM::Parameter::Value<String>', default: name });
  return parameter.valueAsString;
}

/** "/careplane/medmo/network/vpc-id" becomes "NetworkVpcId": without the platform, which every name has. */
function idOf(name: string): string {
  return name
    .split('/')
    .slice(3)
    .flatMap((part) => part.split('-'))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
