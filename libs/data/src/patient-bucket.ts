import { Duration, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Tag of the resources that hold patient data: rules ask more of them than of a bucket with logs. */
export const HOLDS_TAG = 'careplane:holds';
export const PATIENT_DATA = 'patient-data';

export interface PatientBucketProps {
  /** Name of the bucket, 3 to 63 characters. Fixed, so that a change that would replace the bucket fails instead. */
  readonly bucketName: string;
  /** Key that encrypts the objects. */
  readonly key: IKey;
  /** S3 Object Lock of every object, from the moment it is written. @default - none */
  readonly lock?: { readonly mode: 'governance' | 'compliance'; readonly days: number };
  /** Days for which an overwritten or deleted object is kept. */
  readonly oldVersionDays: number;
  /** Bucket that gets the log of who read and wrote what. */
  readonly accessLogs: IBucket;
}

/**
 * A bucket for data of patients: encrypted with a key of the platform, versioned, private, open to TLS only, with a log of each access,
 * and kept when its stack is deleted. Back it up with `StoreBackup`.
 */
export class PatientBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: PatientBucketProps) {
    super(scope, id);
    const { lock } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      ...(lock === undefined ? {} : { objectLockEnabled: true, objectLockDefaultRetention: retentionOf(lock) }),
      lifecycleRules: [
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(props.oldVersionDays),
          expiredObjectDeleteMarker: true,
        },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: `${id}/`,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Tags.of(this.bucket).add(HOLDS_TAG, PATIENT_DATA);
    Validations.of(this.bucket).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled',
      reason:
        'AWS Backup copies the objects into a locked vault several times a day, keeps them for six years, and copies them to the second region where the platform has one. A replica would also repeat each overwrite.',
    });
  }
}

function retentionOf({ mode, days }: NonNullable<PatientBucketProps['lock']>): ObjectLockRetention {
  const period = Duration.days(days);
  return mode === 'compliance' ? ObjectLockRetention.compliance(period) : ObjectLockRetention.governance(period);
}
