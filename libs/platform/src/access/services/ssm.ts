import { inAccount, parameterPaths } from '../place';
import type { ServiceRules } from './rules';

export const ssm: ServiceRules = {
  types: {
    'AWS::SSM::Parameter': [
      'ssm:AddTagsToResource',
      'ssm:DeleteParameter',
      'ssm:GetParameters',
      'ssm:ListTagsForResource',
      'ssm:PutParameter',
      'ssm:RemoveTagsFromResource',
    ],
  },
  limits: [
    {
      actions: /./,
      resources: (place) => parameterPaths(place).map((path) => inAccount(place, 'ssm', `parameter${path}`)),
    },
  ],
};
