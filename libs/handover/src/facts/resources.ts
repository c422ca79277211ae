import type { EvidenceStack } from '@careplane/compliance';
import type { HandoverInput } from '../input';
import { shownValue } from './values';

/** A resource that people look for by its name. */
export interface NamedResource {
  readonly type: string;
  readonly stack: string;
  readonly region: string;
  readonly logicalId: string;
  /** Physical name; undefined where CloudFormation chooses it. */
  readonly name?: string;
  /** What the template says about it; empty where it says nothing. */
  readonly about: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly retained: boolean;
}

/** Property with the name, by type. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::CodeCommit::Repository': 'RepositoryName',
  'AWS::CodePipeline::Pipeline': 'Name',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSO::PermissionSet': 'Name',
};

/** All resources of all stacks, in the order of the templates. */
export function resourcesOfStacks({ evidence, model }: HandoverInput): NamedResource[] {
  return evidence.stacks.flatMap((stack) => resourcesOfStack(stack, model.account));
}

function resourcesOfStack({ stackName, region, template }: EvidenceStack, account: string): NamedResource[] {
  const place = { account, region, stackName };
  return Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => {
    const properties = resource.Properties ?? {};
    const shown = (key: string) => shownValue(properties[key], template, place);
    const name = shown(NAMES[resource.Type] ?? '');
    return {
      type: resource.Type,
      stack: stackName,
      region,
      logicalId,
      ...(name === '' ? {} : { name }),
      about: shown('AlarmDescription') || shown('Description') || shown('DisplayName'),
      properties,
      retained: isRetained(resource),
    };
  });
}

/** Whether the resource stays in the account when its stack is deleted. */
function isRetained(resource: object): boolean {
  const policy = (resource as { DeletionPolicy?: unknown }).DeletionPolicy;
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

/** The resources of each list by their types: every page of a service asks for some of them. */
const typesOf = new WeakMap<readonly NamedResource[], ReadonlyMap<string, readonly NamedResource[]>>();

/** Resources of a type. */
export function ofType(resources: readonly NamedResource[], type: string): readonly NamedResource[] {
  const known = typesOf.get(resources) ?? resourcesBy(resources, 'type');
  typesOf.set(resources, known);
  return known.get(type) ?? [];
}

/** Resources by one of their properties. */
export function resourcesBy(
  resources: readonly NamedResource[],
  key: 'stack' | 'type',
): ReadonlyMap<string, readonly NamedResource[]> {
  const found = new Map<string, NamedResource[]>();
  for (const resource of resources) {
    const known = found.get(resource[key]);
    if (known === undefined) found.set(resource[key], [resource]);
    else known.push(resource);
  }
  return found;
}

/** A resource as one looks for it: its name, or the logical id in its stack. */
export function handleOf({ name, stack, logicalId }: NamedResource): string {
  return name ?? `${stack}/${logicalId}`;
}

/** Command that prints the name that CloudFormation chose. */
export function physicalNameCommand({
  stack,
  logicalId,
  region,
}: Pick<NamedResource, 'stack' | 'logicalId' | 'region'>): string {
  return `aws cloudformation describe-stack-resource --region ${region} --stack-name ${stack} --logical-resource-id ${logicalId} --query StackResourceDetail.PhysicalResourceId --output text`;
}
