import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const secretsManager: ServiceRules = {
  types: {
    'AWS::SecretsManager::Secret': [
      // A secret under a key of ours is encrypted with the caller's permissions.
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'secretsmanager:CreateSecret',
      'secretsmanager:DeleteSecret',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetRandomPassword',
      'secretsmanager:GetSecretValue',
      'secretsmanager:TagResource',
      'secretsmanager:UntagResource',
      'secretsmanager:UpdateSecret',
    ],
  },
  limits: [
    {
      actions: /^kms:/,
      resources: () => ['*'],
      condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
    },
    { actions: /GetRandomPassword$/, resources: () => ['*'] },
    {
      actions: /./,
      resources: (place) => [inAccount(place, 'secretsmanager', `secret:/${place.platform}/${place.scope}/*`)],
    },
  ],
};
