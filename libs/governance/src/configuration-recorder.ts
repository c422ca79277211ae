import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { CfnServiceLinkedRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface ConfigurationRecorderProps {
  readonly name: string;
  /** Encrypts what is delivered to S3. */
  readonly key: Key;
  /** Gets the log of who reads the bucket. */
  readonly accessLogs: Bucket;
  /** Days after which a delivered snapshot is deleted. */
  readonly retentionDays: number;
  /** Whether IAM's resources are recorded here; in one region of an account, because each region would record them. */
  readonly recordsGlobalResources: boolean;
  /** Whether AWSServiceRoleForConfig is created; an account has one. */
  readonly createsServiceLinkedRole: boolean;
}

/**
 * AWS Config: records every resource of the region and each of its changes, and delivers them to a bucket. It records with
 * the service-linked role, as Security Hub's control Config.1 asks for.
 *
 * There is one recorder and one delivery channel for each account and region. They depend on each other, so neither waits
 * for the other: CloudFormation starts the recorder as soon as the channel exists.
 */
export class ConfigurationRecorder extends Construct {
  readonly recorder: CfnConfigurationRecorder;
  readonly channel: CfnDeliveryChannel;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    this.bucket = deliveryBucket(this, props);
    this.recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      name: props.name,
      roleArn: `arn:${partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: props.recordsGlobalResources },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
    });
    this.channel = new CfnDeliveryChannel(this, 'Channel', {
      name: props.name,
      s3BucketName: this.bucket.bucketName,
      s3KmsKeyArn: props.key.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    if (this.bucket.policy !== undefined) this.channel.node.addDependency(this.bucket.policy);
    if (props.createsServiceLinkedRole) {
      const role = new CfnServiceLinkedRole(this, 'ServiceLinkedRole', { awsServiceName: 'config.amazonaws.com' });
      role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      this.recorder.node.addDependency(role);
    }
    for (const resource of [this.recorder, this.channel]) {
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }
  }
}

/**
 * A bucket of its own: AWS Config cannot deliver to a bucket with a default retention of Object Lock.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
function deliveryBucket(scope: Construct, { key, accessLogs, retentionDays }: ConfigurationRecorderProps): Bucket {
  const { account } = Stack.of(scope);
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    // The CDK declares `| undefined` in the class and not in the interface that the class implements.
    serverAccessLogsBucket: accessLogs as IBucket,
    serverAccessLogsPrefix: 'configuration/',
    lifecycleRules: [
      {
        id: 'expire',
        expiration: Duration.days(retentionDays),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const principals = [new ServicePrincipal('config.amazonaws.com')];
  const ofAccount = { 'aws:SourceAccount': account };
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: ofAccount },
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${account}/Config/*`)],
      conditions: { StringEquals: { ...ofAccount, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: ofAccount },
    }),
  );
  Validations.of(bucket).acknowledge({
    id: 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled',
    reason:
      'AWS Config keeps every recorded item itself for seven years; the bucket has copies, S3 keeps them in three zones, and they describe resources and hold no patient’s data.',
  });
  return bucket;
}
