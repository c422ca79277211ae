import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault as CdkBackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BackupVault } from './backup-vault';
import { hoursOfDay } from './hours-of-day';

/** Key of a policy’s metadata in which the judges look for a reason. */
const WILDCARDS_METADATA = 'careplane:wildcards';
/** 45 CFR 164.316(b)(2)(i), with leap days. */
export const SIX_YEARS_DAYS = 2192;

export interface StoreBackupProps {
  /** Name of the plan. */
  readonly name: string;
  /** Buckets, with versions, which AWS Backup needs. */
  readonly buckets: readonly IBucket[];
  /** ARNs of file systems; AWS's own policy for the role is enough for them. @default - none */
  readonly fileSystemArns?: readonly string[];
  /** Key of the buckets. */
  readonly key: IKey;
  readonly vault: BackupVault;
  /** Role of AWS Backup; it gets what it needs for these buckets, and for no others. */
  readonly role: Role;
  /** Hours between two backups, counted from midnight UTC; divides 24. */
  readonly intervalHours: number;
  /** Hours within which a backup must have begun. */
  readonly startWindowHours: number;
  /** Days for which a backup is kept, six years or more. */
  readonly retentionDays: number;
  /**
   * Vault in another region that every backup is copied to.
   *
   * @default - no copy
   */
  readonly copyVaultArn?: string;
}

/** Backups of stores that are the record itself, and are kept for six years: a plan of its own beside that of the database. */
export class StoreBackup extends Construct {
  constructor(scope: Construct, id: string, props: StoreBackupProps) {
    super(scope, id);
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: props.name, backupVault: props.vault.vault });
    const deleteAfter = Duration.days(props.retentionDays);
    plan.addRule(
      new BackupPlanRule({
        ruleName: `every-${props.intervalHours}-hours-for-six-years`,
        scheduleExpression: Schedule.cron({ minute: '0', hour: hoursOfDay(props.intervalHours) }),
        startWindow: Duration.hours(props.startWindowHours),
        completionWindow: Duration.hours(props.startWindowHours + 8),
        deleteAfter,
        copyActions:
          props.copyVaultArn === undefined
            ? []
            : [
                {
                  destinationBackupVault: CdkBackupVault.fromBackupVaultArn(this, 'CopyVault', props.copyVaultArn),
                  deleteAfter,
                },
              ],
      }),
    );
    const policy = props.buckets.length === 0 ? undefined : bucketPolicy(this, props);
    // By ARN instead of tag, because a bucket without its tag would silently be left out.
    const selection = plan.addSelection('Stores', {
      backupSelectionName: 'stores',
      role: props.role.withoutPolicyUpdates(),
      disableDefaultBackupPolicy: true,
      resources: [...props.buckets.map(({ bucketArn }) => bucketArn), ...(props.fileSystemArns ?? [])].map((arn) =>
        BackupResource.fromArn(arn),
      ),
    });
    if (policy !== undefined) selection.node.addDependency(policy);
  }
}

/**
 * What AWS Backup needs for a backup of a bucket: to read it, and to hear of its changes. AWS's own policy for this has every bucket of
 * the account, those of other environments too.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
 */
function bucketPolicy(scope: Construct, { buckets, key, role }: StoreBackupProps): ManagedPolicy {
  const { account, partition, region } = Stack.of(scope);
  const rule = `arn:${partition}:events:${region}:${account}:rule/AwsBackupManagedRule*`;
  const policy = new ManagedPolicy(scope, 'BucketPolicy', {
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: [
          's3:GetBucketAcl',
          's3:GetBucketLocation',
          's3:GetBucketNotification',
          's3:GetBucketTagging',
          's3:GetBucketVersioning',
          's3:GetInventoryConfiguration',
          's3:ListBucket',
          's3:ListBucketVersions',
          's3:PutBucketNotification',
          's3:PutInventoryConfiguration',
        ],
        resources: buckets.map(({ bucketArn }) => bucketArn),
      }),
      new PolicyStatement({
        actions: [
          's3:GetObject',
          's3:GetObjectAcl',
          's3:GetObjectTagging',
          's3:GetObjectVersion',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
        ],
        resources: buckets.map((bucket) => bucket.arnForObjects('*')),
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        resources: [key.keyArn],
        conditions: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
      }),
      new PolicyStatement({
        actions: [
          'events:DeleteRule',
          'events:DescribeRule',
          'events:DisableRule',
          'events:EnableRule',
          'events:ListTargetsByRule',
          'events:PutRule',
          'events:PutTargets',
          'events:RemoveTargets',
        ],
        resources: [rule],
      }),
      new PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets'],
        resources: ['*'],
      }),
    ],
  });
  (policy.node.defaultChild as CfnResource).addMetadata(WILDCARDS_METADATA, {
    '*': 'AWS Backup reads the size of buckets from CloudWatch; a metric has no ARN that a policy could name.',
  });
  const reason =
    'AWS Backup chooses the names of its rules and reads every object of the buckets that are named; the other actions know no resources.';
  Validations.of(policy).acknowledge(
    ...[rule, '*', ...buckets.map((bucket) => shownArn(bucket))].map((resource) => ({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason,
    })),
  );
  return policy;
}

/** The objects of a bucket as cdk-nag writes them: a reference is its logical id. */
function shownArn(bucket: IBucket): string {
  const { 'Fn::GetAtt': [logicalId = '', attribute = ''] = [] } = Stack.of(bucket).resolve(bucket.bucketArn) as {
    'Fn::GetAtt'?: string[];
  };
  return `<${logicalId}.${attribute}>/*`;
}
