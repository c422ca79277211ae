import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const secretsManager: ServiceRules = {
  types: {
    'AWS::SecretsManager::Secret': [
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
    { actions: /GetRandomPassword$/, resources: () => ['*'] },
    {
      actions: /./,
      resources: (place) => [inAccount(place, 'secretsmanager', `secret:/${place.platform}/${place.scope}/*`)],
    },
  ],
};
