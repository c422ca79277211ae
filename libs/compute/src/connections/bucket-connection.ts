import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Connection } from './connection';

/** A bucket of S3 and what the workload may do there. */
export interface BucketAddress {
  readonly name: string;
  /** Name of the bucket in S3, known at synthesis: the policy names it. */
  readonly bucketName: string;
  /** The same, as the variable gets it; a reference makes the service wait for the bucket. */
  readonly value: string;
  /** ARN of the key that encrypts the objects. */
  readonly keyArn: string;
  readonly use: 'read' | 'write' | 'both';
  /** Name of the variable with the bucket's name. */
  readonly variable: string;
}

const ABOUT = ['s3:GetBucketLocation', 's3:ListBucket'];
const READ = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion'];
/** With versions, a delete hides an object and keeps it. No one here may delete a version. */
const WRITE = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
];
/** An upload in parts reads what it has written. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
const KEY_WRITE = ['kms:Decrypt', 'kms:GenerateDataKey'];
const KEY_READ = ['kms:Decrypt'];

/** A connection to a bucket, through the API of S3. */
export function bucketConnection(scope: Construct, bucket: BucketAddress): Connection {
  const { use } = bucket;
  const { partition, region } = Stack.of(scope);
  const arn = `arn:${partition}:s3:::${bucket.bucketName}`;
  const objects = `${arn}/*`;
  return {
    to: `the bucket ${bucket.name}`,
    variables: { [bucket.variable]: bucket.value },
    statements: [
      new PolicyStatement({ actions: ABOUT, resources: [arn] }),
      new PolicyStatement({
        actions: [...(use === 'write' ? [] : READ), ...(use === 'read' ? [] : WRITE)].sort(),
        resources: [objects],
      }),
      new PolicyStatement({
        actions: use === 'read' ? KEY_READ : KEY_WRITE,
        resources: [bucket.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      }),
    ],
    wildcards: [objects],
  };
}
