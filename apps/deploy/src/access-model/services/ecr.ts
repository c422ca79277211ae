import { inAccount } from '../place';
import { GRANTS_FOR_SERVICES } from './rules';
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
    GRANTS_FOR_SERVICES,
    { actions: /^ecr:/, resources: (place) => [inAccount(place, 'ecr', `repository/${place.platform}/*`)] },
  ],
};
