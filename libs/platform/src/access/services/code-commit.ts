import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const codeCommit: ServiceRules = {
  types: {
    'AWS::CodeCommit::Repository': [
      'codecommit:CreateRepository',
      'codecommit:DeleteRepository',
      'codecommit:GetRepository',
      'codecommit:GetRepositoryTriggers',
      'codecommit:ListRepositories',
      'codecommit:ListTagsForResource',
      'codecommit:TagResource',
      'codecommit:UntagResource',
      'codecommit:UpdateRepositoryDescription',
      'codecommit:UpdateRepositoryEncryptionKey',
      'codecommit:UpdateRepositoryName',
    ],
  },
  limits: [{ actions: /^codecommit:(?!List)/, resources: (place) => [inAccount(place, 'codecommit', '*')] }],
};
