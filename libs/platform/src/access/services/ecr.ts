import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const ecr: ServiceRules = {
  types: {
    'AWS::ECR::Repository': [
      'ecr:CreateRepository',
      'ecr:DeleteLifecyclePolicy',
      'ecr:DeleteRepository',
      'ecr:DeleteRepositoryPolicy',
      'ecr:DescribeRepositories',
      'ecr:GetLifecyclePolicy',
      'ecr:GetRepositoryPolicy',
      'ecr:ListTagsForResource',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'ecr:PutLifecyclePolicy',
      'ecr:SetRepositoryPolicy',
      'ecr:TagResource',
      'ecr:UntagResource',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:RetireGrant',
    ],
  },
  limits: [
    // ECR makes grants for itself, and says so with the service only.
    {
      actions: /^kms:(?:Create|Retire)Grant$/,
      resources: () => ['*'],
      condition: { StringLike: { 'kms:ViaService': 'ecr.*.amazonaws.com' } },
    },
    { actions: /^ecr:/, resources: (place) => [inAccount(place, 'ecr', `repository/${place.platform}/*`)] },
  ],
};
