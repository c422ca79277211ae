import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Prefix of the access logs of all artifact buckets. */
export const ARTIFACT_LOG_PREFIX = 'artifacts/';

export interface ArtifactBucketProps {
  readonly key: IKey;
  /** Days until artifacts are deleted: longer than an approval may wait (7). */
  readonly retentionDays: number;
  /**
   * Bucket that gets the log of who read what, below `artifacts/`. It may be another stack's: its policy must let S3 deliver
   * from this account.
   */
  readonly accessLogBucketName: string;
}

/**
 * The artifacts of one pipeline and of the nightly scan beside it: sources, images, assemblies.
 *
 * Each pipeline has its own bucket, which only its nightly scan shares, because nothing else separates two pipelines. CodePipeline's artifact store is a
 * bucket without a prefix, and the keys in it begin with the first 20 characters of the pipeline's name:
 * `medmo-patient-portal-staging` and `medmo-patient-portal-admin-production` would share theirs.
 */
export class ArtifactBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ArtifactBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'expire',
          expiration: Duration.days(props.retentionDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (bucket.node.defaultChild as CfnBucket).loggingConfiguration = {
      destinationBucketName: props.accessLogBucketName,
      logFilePrefix: ARTIFACT_LOG_PREFIX,
    };
    Validations.of(bucket).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled',
      reason:
        'Artifacts live for days between two actions of a pipeline and can be made again from the source; what must be kept is in the evidence bucket.',
    });
    this.bucket = bucket;
  }
}
