import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const accessAnalyzer: ServiceRules = {
  types: {
    'AWS::AccessAnalyzer::Analyzer': [
      'access-analyzer:CreateAnalyzer',
      'access-analyzer:DeleteAnalyzer',
      'access-analyzer:GetAnalyzer',
      'access-analyzer:ListTagsForResource',
      'access-analyzer:TagResource',
      'access-analyzer:UntagResource',
      'access-analyzer:UpdateAnalyzer',
    ],
  },
  limits: [
    { actions: /./, resources: (place) => [inAccount(place, 'access-analyzer', `analyzer/${place.platform}-*`)] },
  ],
  serviceLinked: ['access-analyzer.amazonaws.com'],
};
