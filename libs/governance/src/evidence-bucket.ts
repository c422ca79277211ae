import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface EvidenceBucketProps {
  readonly key: IKey;
  /** Days for which nothing can be deleted or overwritten: six years or more. */
  readonly retentionDays: number;
  /**
   * `governance`: only principals with s3:BypassGovernanceRetention may delete earlier. `compliance`: no one may, and
   * existing objects keep this mode.
   */
  readonly lock: 'governance' | 'compliance';
  /** Bucket that gets the log of who read what. */
  readonly accessLogs: Bucket;
  /** Prefix of that log. @default 'evidence/' */
  readonly accessLogPrefix?: string;
}

/**
 * A record for auditors: reports, SBOMs and approvals, or the logs of the audit trail. Every object is locked as soon as it is written. A second
 * object with the same name becomes a new version.
 *
 * Required documentation is kept for six years: 45 CFR 164.316(b)(2)(i).
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: EvidenceBucketProps) {
    super(scope, id);
    const period = Duration.days(props.retentionDays);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        props.lock === 'compliance' ? ObjectLockRetention.compliance(period) : ObjectLockRetention.governance(period),
      lifecycleRules: [{ id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      // The CDK declares `| undefined` in the class and not in the interface that the class implements.
      serverAccessLogsBucket: props.accessLogs as IBucket,
      serverAccessLogsPrefix: props.accessLogPrefix ?? 'evidence/',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(bucket).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled',
      reason:
        'Object Lock and versions keep what is here from being deleted or changed, and S3 keeps it in three zones. It is a record for auditors and holds no patient’s data.',
    });
    this.bucket = bucket;
  }
}
