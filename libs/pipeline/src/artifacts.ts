import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Permission, Places } from './permissions';

/** The artifacts of one pipeline, and of the nightly scan of what it deploys. No other pipeline uses the bucket. */
export interface ArtifactStore {
  readonly bucketName: string;
  /** Key that encrypts artifacts and logs. */
  readonly keyArn: string;
}

/** Read a pipeline's artifacts, which the pipeline and each of its builds do. */
export const READ_ARTIFACTS: readonly Permission[] = [
  { actions: ['s3:GetObject'], on: 'artifacts' },
  {
    actions: ['s3:GetObjectVersion'],
    on: 'artifacts',
    seldom:
      'The bucket is versioned, and CodePipeline names the version of a source revision: AWS calls this one itself.',
  },
  { actions: ['kms:Decrypt'], on: 'key' },
  {
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'],
    on: 'artifactBucket',
    seldom:
      'AWS’s own policies for builds and pipelines allow them; whether every run calls them is not documented (not tried on AWS). They read no artifact.',
  },
];

/** Write artifacts, for the pipeline and for builds with an output. */
export const WRITE_ARTIFACTS: readonly Permission[] = [
  { actions: ['s3:PutObject'], on: 'artifacts' },
  { actions: ['kms:GenerateDataKey'], on: 'key' },
];

/** Where the artifacts of a pipeline are. */
export function artifactPlaces(scope: Construct, store: ArtifactStore): Places {
  const bucket = bucketArn(scope, store.bucketName);
  return { artifacts: [`${bucket}/*`], artifactBucket: [bucket], key: [store.keyArn] };
}

/** Objects of a bucket below a prefix. */
export function objectsBelow(scope: Construct, bucketName: string, prefix: string): string {
  return `${bucketArn(scope, bucketName)}/${prefix.replace(/\/$/, '')}/*`;
}

function bucketArn(scope: Construct, bucketName: string): string {
  return `arn:${Stack.of(scope).partition}:s3:::${bucketName}`;
}
