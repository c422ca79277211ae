import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Days for which a deleted release can be brought back. */
const OLD_VERSION_DAYS = 30;

export interface SiteBucketProps {
  /** Name of the bucket, 3 to 63 characters. */
  readonly bucketName: string;
  /** Key that encrypts the files; CloudFront may decrypt with it. */
  readonly key: Key;
  /** Bucket that gets the log of who read and wrote what. */
  readonly accessLogs: IBucket;
}

/** The releases of a static site: private, encrypted, versioned, TLS only. Only a distribution reads it. */
export class SiteBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: SiteBucketProps) {
    super(scope, id);
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
      lifecycleRules: [
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(OLD_VERSION_DAYS),
          expiredObjectDeleteMarker: true,
        },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'site/',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-S3BucketReplicationEnabled',
      reason:
        'The bucket holds public files that the pipeline builds again from the commit, and no patient data; versions and the earlier releases protect them from a mistake.',
    });
    this.letCloudFrontDecrypt(props.key);
  }

  /**
   * A distribution of this account may read the files.
   *
   * @param distributionId the one distribution
   */
  letIn(distributionId: string): void {
    const { account, partition } = Stack.of(this);
    const conditions = {
      StringEquals: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/${distributionId}` },
    };
    const principals = [new ServicePrincipal('cloudfront.amazonaws.com')];
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals,
        conditions,
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('releases/*')],
      }),
    );
    // Without it S3 answers 403 for a file that is not there, and visitors see "access denied" in place of "not found".
    this.bucket.addToResourcePolicy(
      new PolicyStatement({ principals, conditions, actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }

  /** The key comes before the bucket, and the bucket before the distribution: so the key lets in those of the account. */
  private letCloudFrontDecrypt(key: Key): void {
    const { account, partition } = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/*` } },
      }),
    );
  }
}
