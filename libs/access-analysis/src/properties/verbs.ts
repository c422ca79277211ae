/**
 * What can be done to a resource, in one word: the actions of the services that the platform uses, and of those that a task's
 * policy can name. From the Service Authorization Reference.
 */
const ACTIONS = {
  read: [
    ...['s3:GetObject', 's3:GetObjectVersion', 'secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
    ...[
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:ExportTableToPointInTime',
    ],
    ...[
      'sqs:ReceiveMessage',
      'rds-db:connect',
      'elasticache:Connect',
      'elasticfilesystem:ClientMount',
      'kinesis:GetRecords',
      'es:ESHttpGet',
      'ssm:GetParameter',
    ],
    ...['ssm:GetParameters', 'ssm:GetParametersByPath', 'logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:StartQuery'],
    ...['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'backup:StartRestoreJob', 'backup:StartCopyJob'],
    ...['rds:CreateDBSnapshot', 'rds:StartExportTask', 'codecommit:GitPull', 'lambda:GetFunction'],
  ],
  write: [
    ...['s3:PutObject', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'dynamodb:PutItem'],
    ...['dynamodb:UpdateItem', 'dynamodb:BatchWriteItem', 'sqs:SendMessage', 'sns:Publish', 'kinesis:PutRecord'],
    ...[
      'rds-db:connect',
      'elasticache:Connect',
      'elasticfilesystem:ClientWrite',
      'elasticfilesystem:ClientRootAccess',
      'es:ESHttpPut',
      'es:ESHttpPost',
      'ssm:PutParameter',
      'logs:PutLogEvents',
      'ecr:PutImage',
    ],
    ...['rds:ModifyDBInstance', 'rds:ModifyDBCluster', 'lambda:UpdateFunctionCode', 'codecommit:GitPush'],
  ],
  delete: [
    ...['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutLifecycleConfiguration'],
    ...['secretsmanager:DeleteSecret', 'dynamodb:DeleteItem', 'dynamodb:DeleteTable', 'sqs:DeleteQueue'],
    ...[
      'sqs:PurgeQueue',
      'sns:DeleteTopic',
      'elasticache:DeleteReplicationGroup',
      'elasticfilesystem:DeleteFileSystem',
      'kinesis:DeleteStream',
      'rds:DeleteDBInstance',
      'rds:DeleteDBCluster',
    ],
    ...['es:DeleteDomain', 'ssm:DeleteParameter', 'logs:DeleteLogGroup', 'logs:DeleteLogStream'],
    ...['logs:PutRetentionPolicy', 'ecr:DeleteRepository', 'ecr:BatchDeleteImage', 'kms:ScheduleKeyDeletion'],
    ...['kms:DisableKey', 'backup:DeleteRecoveryPoint', 'backup:DeleteBackupVault', 'cloudtrail:DeleteTrail'],
    ...['cloudtrail:StopLogging', 'cloudformation:DeleteStack', 'lambda:DeleteFunction', 'codecommit:DeleteRepository'],
  ],
  decrypt: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair', 'kms:CreateGrant'],
  approve: ['codepipeline:PutApprovalResult'],
  deploy: [
    ...['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet'],
    ...['cloudformation:ExecuteChangeSet', 'cloudformation:DeleteStack', 'ecs:UpdateService', 'ecs:CreateService'],
    ...['ecs:DeleteService', 'ecs:RunTask', 'ecs:ExecuteCommand', 'lambda:UpdateFunctionCode'],
  ],
  'start a release': ['codepipeline:StartPipelineExecution', 'codepipeline:RetryStageExecution'],
  'change a policy': [
    ...['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:DeleteRolePolicy'],
    ...['iam:UpdateAssumeRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
    ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy', 'iam:PutUserPolicy'],
    ...['iam:AttachUserPolicy', 'iam:PutGroupPolicy', 'iam:AttachGroupPolicy', 'iam:AddUserToGroup'],
    ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketPublicAccessBlock'],
    ...['kms:PutKeyPolicy', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sqs:SetQueueAttributes'],
    ...[
      'sqs:AddPermission',
      'elasticfilesystem:PutFileSystemPolicy',
      'elasticfilesystem:DeleteFileSystemPolicy',
      'ecr:SetRepositoryPolicy',
      'secretsmanager:PutResourcePolicy',
      'lambda:AddPermission',
    ],
    ...['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultLockConfiguration'],
  ],
  'take the role': ['sts:AssumeRole'],
  'pass the role': ['iam:PassRole'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Verb = keyof typeof ACTIONS;

export const VERBS: Readonly<Record<Verb, readonly string[]>> = ACTIONS;

export function isVerb(word: string): word is Verb {
  return Object.hasOwn(VERBS, word);
}

/** Words for several types of resources. */
export const RESOURCE_WORDS: Readonly<Record<string, readonly string[]>> = {
  data: [
    ...[
      'AWS::RDS::DBInstance',
      'AWS::RDS::DBCluster',
      'database users',
      'AWS::DynamoDB::Table',
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
    ],
    ...[
      'AWS::SQS::Queue',
      'AWS::Kinesis::Stream',
      'AWS::OpenSearchService::Domain',
      'AWS::ElastiCache::ReplicationGroup',
      'AWS::EFS::FileSystem',
    ],
  ],
  database: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'database users'],
  cache: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::User'],
  'file system': ['AWS::EFS::FileSystem'],
  secret: ['AWS::SecretsManager::Secret'],
  key: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  bucket: ['AWS::S3::Bucket'],
  log: ['AWS::Logs::LogGroup'],
  backup: ['AWS::Backup::BackupVault'],
  role: ['AWS::IAM::Role'],
  policy: ['AWS::IAM::ManagedPolicy'],
  stack: ['AWS::CloudFormation::Stack'],
  service: ['AWS::ECS::Service', 'AWS::ECS::Cluster'],
  image: ['AWS::ECR::Repository'],
  pipeline: ['AWS::CodePipeline::Pipeline'],
  parameter: ['AWS::SSM::Parameter'],
  trail: ['AWS::CloudTrail::Trail'],
  queue: ['AWS::SQS::Queue'],
  table: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  stream: ['AWS::Kinesis::Stream'],
  'search domain': ['AWS::OpenSearchService::Domain'],
  topic: ['AWS::SNS::Topic'],
  function: ['AWS::Lambda::Function'],
};
