/**
 * How types name their resources: the property with the name, and the ARN. From the pages "Return values" of the CloudFormation
 * resource reference and the Service Authorization Reference.
 */
export interface ResourceNames {
  /** Property that holds the name; without a value, CloudFormation chooses a name. */
  readonly name?: string;
  /** ARN, with `{partition}`, `{region}`, `{account}`, `{name}` and `{path}`. */
  readonly arn?: string;
  /** What `Ref` returns. @default name */
  readonly ref?: 'name' | 'arn';
  /** Attributes that return the ARN. @default Arn */
  readonly arnAttributes?: readonly string[];
}

/**
 * What stands for the characters that CloudFormation or a service will choose. No policy can name them before they exist, so a
 * sign that no ARN contains keeps different resources apart.
 */
export const CHOSEN_LATER = '…';

const of = (service: string, resource: string): string => `arn:{partition}:${service}:{region}:{account}:${resource}`;
const ofIam = (resource: string): string => `arn:{partition}:iam::{account}:${resource}`;

export const NAMES: Readonly<Record<string, ResourceNames>> = {
  'AWS::Backup::BackupVault': {
    name: 'BackupVaultName',
    arn: of('backup', 'backup-vault:{name}'),
    arnAttributes: ['BackupVaultArn'],
  },
  'AWS::CloudFormation::Stack': {
    name: 'StackName',
    arn: of('cloudformation', `stack/{name}/${CHOSEN_LATER}`),
    ref: 'arn',
  },
  'AWS::CloudTrail::Trail': { name: 'TrailName', arn: of('cloudtrail', 'trail/{name}') },
  'AWS::CodeBuild::Project': { name: 'Name', arn: of('codebuild', 'project/{name}') },
  'AWS::CodeCommit::Repository': { name: 'RepositoryName', arn: of('codecommit', '{name}') },
  'AWS::CodePipeline::Pipeline': { name: 'Name', arn: of('codepipeline', '{name}') },
  'AWS::DynamoDB::GlobalTable': { name: 'TableName', arn: of('dynamodb', 'table/{name}') },
  'AWS::DynamoDB::Table': { name: 'TableName', arn: of('dynamodb', 'table/{name}') },
  'AWS::ECR::Repository': { name: 'RepositoryName', arn: of('ecr', 'repository/{name}') },
  'AWS::ECS::Cluster': { name: 'ClusterName', arn: of('ecs', 'cluster/{name}') },
  'AWS::ECS::Service': { name: 'ServiceName', arn: of('ecs', 'service/{cluster}/{name}'), ref: 'arn' },
  'AWS::ECS::TaskDefinition': { name: 'Family', arn: of('ecs', `task-definition/{name}:${CHOSEN_LATER}`), ref: 'arn' },
  'AWS::EFS::AccessPoint': { arn: of('elasticfilesystem', 'access-point/{name}') },
  'AWS::EFS::FileSystem': { arn: of('elasticfilesystem', 'file-system/{name}') },
  'AWS::ElastiCache::ReplicationGroup': {
    name: 'ReplicationGroupId',
    arn: of('elasticache', 'replicationgroup:{name}'),
  },
  'AWS::ElastiCache::User': { name: 'UserId', arn: of('elasticache', 'user:{name}') },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    name: 'Name',
    arn: of('elasticloadbalancing', `loadbalancer/app/{name}/${CHOSEN_LATER}`),
    ref: 'arn',
    arnAttributes: ['LoadBalancerArn'],
  },
  'AWS::Events::Rule': { name: 'Name', arn: of('events', 'rule/{name}') },
  'AWS::IAM::Group': { name: 'GroupName', arn: ofIam('group{path}{name}') },
  'AWS::IAM::InstanceProfile': { name: 'InstanceProfileName', arn: ofIam('instance-profile{path}{name}') },
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    arn: ofIam('policy{path}{name}'),
    ref: 'arn',
    arnAttributes: ['PolicyArn'],
  },
  'AWS::IAM::Role': { name: 'RoleName', arn: ofIam('role{path}{name}') },
  'AWS::IAM::User': { name: 'UserName', arn: ofIam('user{path}{name}') },
  'AWS::KMS::Key': { arn: of('kms', 'key/{name}') },
  'AWS::KMS::ReplicaKey': { arn: of('kms', 'key/{name}') },
  'AWS::Kinesis::Stream': { name: 'Name', arn: of('kinesis', 'stream/{name}') },
  'AWS::Lambda::Function': { name: 'FunctionName', arn: of('lambda', 'function:{name}') },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', arn: of('logs', 'log-group:{name}:*') },
  'AWS::OpenSearchService::Domain': {
    name: 'DomainName',
    arn: of('es', 'domain/{name}'),
    arnAttributes: ['Arn', 'DomainArn'],
  },
  'AWS::RDS::DBCluster': {
    name: 'DBClusterIdentifier',
    arn: of('rds', 'cluster:{name}'),
    arnAttributes: ['DBClusterArn'],
  },
  'AWS::RDS::DBInstance': {
    name: 'DBInstanceIdentifier',
    arn: of('rds', 'db:{name}'),
    arnAttributes: ['DBInstanceArn'],
  },
  'AWS::S3::Bucket': { name: 'BucketName', arn: 'arn:{partition}:s3:::{name}' },
  'AWS::SNS::Topic': { name: 'TopicName', arn: of('sns', '{name}'), ref: 'arn', arnAttributes: ['TopicArn'] },
  'AWS::SQS::Queue': { name: 'QueueName', arn: of('sqs', '{name}') },
  'AWS::SSM::Parameter': { name: 'Name', arn: of('ssm', 'parameter{slash}{name}') },
  'AWS::SecretsManager::Secret': {
    name: 'Name',
    arn: of('secretsmanager', `secret:{name}-${CHOSEN_LATER.repeat(6)}`),
    ref: 'arn',
  },
  'AWS::StepFunctions::StateMachine': {
    name: 'StateMachineName',
    arn: of('states', 'stateMachine:{name}'),
    ref: 'arn',
  },
};
