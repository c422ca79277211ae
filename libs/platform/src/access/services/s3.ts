import { CALLS_STACK, SHARED_SCOPE } from '@careplane/config';
import type { ServiceRules } from './rules';

export const s3: ServiceRules = {
  types: {
    'AWS::S3::Bucket': [
      's3:CreateBucket',
      's3:DeleteBucket',
      's3:DeleteBucketEncryption',
      's3:GetBucketAcl',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketOwnershipControls',
      's3:GetBucketPolicy',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:ListBucket',
      's3:PutBucketLogging',
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketOwnershipControls',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
      's3:PutObjectLockConfiguration',
    ],
    'AWS::S3::BucketPolicy': ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'],
  },
  limits: [
    {
      actions: /./,
      // CloudFormation shortens long names of stacks, so the end may be missing from a bucket’s. Artifact buckets of services
      // have "pipelines" in their logical ids, too, which come after the name of the stack.
      resources: ({ partition, platform, scope }, { buckets = [], hasCalls = false }) =>
        (scope === SHARED_SCOPE
          ? [`${platform}-baseline*`, `${`${platform}-pipelines`.slice(0, 24)}*`, `${platform}-*pipelines*`]
          : [
              `${`${platform}-cluster-${scope}`.slice(0, 24)}*`,
              ...(hasCalls ? [`${`${platform}-${CALLS_STACK}-${scope}`.slice(0, 24)}*`] : []),
              // With buckets for patient data the data stack has one for their access logs.
              ...(buckets.length === 0 ? [] : [`${`${platform}-data-${scope}`.slice(0, 24)}*`, ...buckets]),
            ]
        ).map((name) => `arn:${partition}:s3:::${name}`),
    },
  ],
};
