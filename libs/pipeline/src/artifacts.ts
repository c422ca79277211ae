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

/** Write every artifact, which the pipeline does. */
export const WRITE_ARTIFACTS: readonly Permission[] = [
  { actions: ['s3:PutObject'], on: 'artifacts' },
  { actions: ['kms:GenerateDataKey'], on: 'key' },
];

/** Write its own artifact, which a build with an output does: one that runs code of the repository must not replace the commit. */
export const WRITE_OUTPUT: readonly Permission[] = [
  { actions: ['s3:PutObject'], on: 'output' },
  { actions: ['kms:GenerateDataKey'], on: 'key' },
];

/** Where the artifacts of a pipeline are. */
export function artifactPlaces(scope: Construct, store: ArtifactStore): Places {
  const bucket = bucketArn(scope, store.bucketName);
  return { artifacts: [`${bucket}/*`], artifactBucket: [bucket], key: [store.keyArn] };
}

/**
 * Where an artifact is in every run. CodePipeline's keys are the first 20 characters of the pipeline's name, the first 10 of the artifact's
 * name, and some that it chooses (not tried on AWS).
 */
export function outputPlace(scope: Construct, store: ArtifactStore, name: string): string {
  return `${bucketArn(scope, store.bucketName)}/*/${name.slice(0, 10)}/*`;
}

/** Objects of a bucket below a prefix. */
export function objectsBelow(scope: Construct, bucketName: string, prefix: string): string {
  return `${bucketArn(scope, bucketName)}/${prefix.replace(/\/$/, '')}/*`;
}

function bucketArn(scope: Construct, bucketName: string): string {
  return `arn:${Stack.of(scope).partition}:s3:::${bucketName}`;
}
