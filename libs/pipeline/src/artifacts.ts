import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Grant } from './access';

/** Where pipelines keep what goes from one action to the next. */
export interface ArtifactStore {
  readonly bucketName: string;
  /** Key that encrypts artifacts and logs. */
  readonly keyArn: string;
}

/** CodePipeline writes a pipeline's artifacts below the first 20 characters of its name. */
function artifactPrefix(pipelineName: string): string {
  return pipelineName.slice(0, 20);
}

/** Read and write the artifacts of some pipelines, and of no other. */
export function artifactGrants(scope: Construct, store: ArtifactStore, pipelineNames: readonly string[]): Grant[] {
  const prefixes = [...new Set(pipelineNames.map(artifactPrefix))].sort();
  return [
    {
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      resources: prefixes.map((prefix) => `${bucketArn(scope, store.bucketName)}/${prefix}/*`),
      wildcard: 'artifacts',
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [store.keyArn] },
  ];
}

/** Write below a prefix of the evidence, and read nothing. */
export function evidenceGrant(scope: Construct, bucketName: string, prefix: string): Grant {
  return {
    actions: ['s3:PutObject'],
    resources: [`${bucketArn(scope, bucketName)}/${prefix}/*`],
    wildcard: 'evidence',
  };
}

function bucketArn(scope: Construct, bucketName: string): string {
  return Fn.join('', ['arn:', Stack.of(scope).partition, ':s3:::', bucketName]);
}
