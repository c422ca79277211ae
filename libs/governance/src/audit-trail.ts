import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { dataEventSelectors } from './data-events';
import { EvidenceBucket } from './evidence-bucket';
import { logRetentionOf } from './log-retention';

export interface AuditTrailProps {
  /** Name of the trail; its ARN is in the policies of bucket and key. */
  readonly trailName: string;
  /** Encrypts the logs in S3 and in CloudWatch Logs; its policy must let CloudWatch Logs encrypt `logGroupName`. */
  readonly key: Key;
  readonly logGroupName: string;
  /** Days for which the logs cannot be deleted, in S3 and in CloudWatch Logs: 2,192 or more. */
  readonly retentionDays: number;
  /** Mode of S3 Object Lock. */
  readonly lock: 'governance' | 'compliance';
  /** Gets the log of who reads the trail's bucket. */
  readonly accessLogs: Bucket;
  /** Buckets whose object calls are recorded: names, or beginnings of names followed by `*`. */
  readonly dataEventBuckets: readonly string[];
}

/**
 * The audit trail of an account: CloudTrail of all regions, with global services, management events, and data events of the
 * named buckets. Log files are validated, encrypted, and locked for the whole retention; CloudWatch Logs has a copy for the
 * alarms. Audit controls: 45 CFR 164.312(b); six years: 45 CFR 164.316(b)(2)(i).
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class AuditTrail extends Construct {
  readonly trail: CfnTrail;
  readonly bucket: Bucket;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { key, trailName, retentionDays, lock, accessLogs } = props;
    const trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    letTrailUse(key, trailArn, Stack.of(this));
    const { bucket } = new EvidenceBucket(this, 'Logs', {
      key,
      retentionDays,
      lock,
      accessLogs,
      accessLogPrefix: 'audit-trail/',
    });
    letTrailWrite(bucket, trailArn, Stack.of(this).account);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: props.logGroupName,
      encryptionKey: key,
      retention: logRetentionOf(retentionDays),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const { role, policy } = logDelivery(this, this.logGroup, trailArn);
    this.bucket = bucket;
    this.trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: dataEventSelectors(this, props.dataEventBuckets, {
        trail: bucket.bucketArn,
        accessLogs: accessLogs.bucketArn,
      }),
    });
    this.trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (bucket.policy !== undefined) this.trail.node.addDependency(bucket.policy);
    // CloudTrail tries the role when the trail is made; the role alone has no rights yet.
    this.trail.node.addDependency(policy);
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function letTrailUse(key: Key, trailArn: string, { partition, account }: Stack): void {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceArn': trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*` },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
    }),
  );
}

function letTrailWrite(bucket: Bucket, trailArn: string, account: string): void {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
      conditions: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  );
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html */
function logDelivery(
  scope: Construct,
  logGroup: LogGroup,
  trailArn: string,
): { readonly role: Role; readonly policy: ManagedPolicy } {
  const { account } = Stack.of(scope);
  const role = new Role(scope, 'LogRole', {
    assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceArn': trailArn, 'aws:SourceAccount': account } },
    }),
  });
  const policy = new ManagedPolicy(scope, 'LogPolicy', {
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });
  return { role, policy };
}
