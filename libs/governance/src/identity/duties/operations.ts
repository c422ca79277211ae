import type { Duty } from '../duty';

const ECS = 'arn:{partition}:ecs:{anyRegion}:{account}';
const LEDGER = 'arn:{partition}:ssm:{region}:{account}:parameter/careplane/{platform}';
const RDS = 'arn:{partition}:rds:{anyRegion}:{account}';
const SECRET = 'arn:{partition}:secretsmanager:{anyRegion}:{account}:secret:/{platform}';

/** What backs up and restores: the role that AWS Backup uses, and one that an organization may have made. */
export const RESTORE_ROLES = [
  'arn:{partition}:iam::{account}:role/{platform}-restore',
  'arn:{partition}:iam::{account}:role{path}/{environment}/{platform}-*BackupRole*',
] as const;

/** Running services, databases and backups. */
export const operations = {
  'see-services': {
    why: 'see what runs, whether it is healthy, and which image it is',
    allow: [
      {
        actions: [
          'cloudformation:DescribeStackEvents',
          'cloudformation:DescribeStackResources',
          'cloudformation:DescribeStacks',
          'cloudformation:ListStackResources',
          'cloudformation:ListStacks',
          'cloudwatch:DescribeAlarmHistory',
          'cloudwatch:DescribeAlarms',
          'cloudwatch:GetDashboard',
          'cloudwatch:GetMetricData',
          'cloudwatch:ListDashboards',
          'cloudwatch:ListMetrics',
          'ecr:DescribeImageScanFindings',
          'ecr:DescribeImages',
          'ecr:DescribeRepositories',
          'ecr:ListImages',
          'ecs:DescribeClusters',
          'ecs:DescribeServices',
          'ecs:DescribeTaskDefinition',
          'ecs:DescribeTasks',
          'ecs:ListClusters',
          'ecs:ListServices',
          'ecs:ListTasks',
          'elasticloadbalancing:DescribeListeners',
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeRules',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
      // careplane status, diff and base read the ledger; the parameters of a platform hold names and ARNs, and no secret.
      {
        actions: ['ssm:GetParametersByPath'],
        on: [LEDGER, `${LEDGER}/*`],
        wildcard: 'named',
      },
    ],
  },
  'see-health': {
    why: 'see whether the platform is well, and what was released',
    allow: [
      {
        actions: [
          'cloudwatch:DescribeAlarms',
          'cloudwatch:GetDashboard',
          'cloudwatch:GetMetricData',
          'cloudwatch:ListDashboards',
          'codepipeline:GetPipelineState',
          'codepipeline:ListPipelines',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  'see-network': {
    why: 'find out why something does not connect',
    allow: [
      {
        actions: [
          'acm:DescribeCertificate',
          'acm:ListCertificates',
          'ec2:DescribeFlowLogs',
          'ec2:DescribeNatGateways',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeRouteTables',
          'ec2:DescribeSecurityGroupRules',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcEndpoints',
          'ec2:DescribeVpcs',
          'route53:ListHostedZones',
          'route53:ListResourceRecordSets',
          'wafv2:GetSampledRequests',
          'wafv2:GetWebACL',
          'wafv2:ListWebACLs',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  /** Only while ECS Exec stays off: a shell in a task reads what the service reads. */
  'operate-services': {
    why: 'force a new deployment, scale a service, stop a task that is stuck',
    allow: [
      {
        actions: ['ecs:UpdateService'],
        on: [`${ECS}:service/{platform}-{environment}/*`],
        conditions: { Bool: { 'ecs:enable-execute-command': 'false' } },
        wildcard: 'named',
      },
      { actions: ['ecs:StopTask'], on: [`${ECS}:task/{platform}-{environment}/*`], wildcard: 'named' },
    ],
  },
  'operate-databases': {
    why: 'restart a database, take a snapshot before a risky change, see its load',
    allow: [
      {
        actions: [
          'pi:DescribeDimensionKeys',
          'pi:GetResourceMetrics',
          'rds:DescribeDBInstances',
          'rds:DescribeDBSnapshots',
          'rds:DescribeEvents',
          'rds:DescribePendingMaintenanceActions',
          'rds:ListTagsForResource',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
      {
        actions: ['rds:CreateDBSnapshot', 'rds:RebootDBInstance'],
        on: [`${RDS}:{databaseInstance}`, `${RDS}:snapshot:{platform}-{environment}*`],
        wildcard: 'named',
      },
      {
        actions: ['rds:CreateDBClusterSnapshot', 'rds:DescribeDBClusters', 'rds:FailoverDBCluster'],
        on: [`${RDS}:{databaseCluster}`],
      },
      {
        actions: ['rds:CreateDBClusterSnapshot'],
        on: [`${RDS}:cluster-snapshot:{databaseClusterSnapshot}`],
        wildcard: 'named',
      },
    ],
  },
  /** AWS Backup chooses the id of a recovery point, and a restore makes a new resource: neither can be named. */
  'restore-backups': {
    why: 'make a backup on demand, restore one, watch the restore tests',
    allow: [
      {
        actions: [
          'backup:DescribeBackupJob',
          'backup:DescribeRecoveryPoint',
          'backup:DescribeRestoreJob',
          'backup:GetRecoveryPointRestoreMetadata',
          'backup:ListBackupJobs',
          'backup:ListBackupVaults',
          'backup:ListRecoveryPointsByBackupVault',
          'backup:ListRestoreJobs',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
      {
        actions: ['backup:StartBackupJob', 'backup:StartRestoreJob'],
        on: [
          'arn:{partition}:backup:{anyRegion}:{account}:backup-vault:{platform}-*',
          'arn:{partition}:backup:{anyRegion}:{account}:recovery-point:*',
          'arn:{partition}:rds:{anyRegion}:{account}:snapshot:awsbackup:*',
        ],
        wildcard: 'named',
      },
      {
        actions: ['iam:PassRole'],
        on: RESTORE_ROLES,
        conditions: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
        wildcard: 'named',
      },
    ],
  },
  'set-staging-secrets': {
    why: 'give a secret of an environment that is not production a new value; no one reads it',
    allow: [
      {
        actions: ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'],
        on: [`${SECRET}/{otherEnvironment}/*`],
        wildcard: 'named',
      },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        on: ['arn:{partition}:kms:{anyRegion}:{account}:key/*'],
        conditions: {
          StringEquals: { 'kms:ViaService': ['secretsmanager.{anyRegion}.amazonaws.com'] },
          StringLike: { 'kms:EncryptionContext:SecretARN': [`${SECRET}/{otherEnvironment}/*`] },
        },
        wildcard: 'named',
      },
      { actions: ['secretsmanager:ListSecrets'], on: ['*'], wildcard: 'reads' },
    ],
  },
  'rotate-secrets': {
    why: 'rotate or replace a secret of the platform after a leak; no one reads it',
    allow: [
      {
        actions: ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:RotateSecret'],
        on: [`${SECRET}/*`],
        wildcard: 'named',
      },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        on: ['arn:{partition}:kms:{anyRegion}:{account}:key/*'],
        conditions: {
          StringEquals: { 'kms:ViaService': ['secretsmanager.{anyRegion}.amazonaws.com'] },
          StringLike: { 'kms:EncryptionContext:SecretARN': [`${SECRET}/*`] },
        },
        wildcard: 'named',
      },
      { actions: ['secretsmanager:ListSecrets'], on: ['*'], wildcard: 'reads' },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
