import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const events: ServiceRules = {
  types: {
    'AWS::Events::Rule': [
      'events:DeleteRule',
      'events:DescribeRule',
      'events:ListTagsForResource',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:TagResource',
      'events:UntagResource',
    ],
  },
  limits: [{ actions: /./, resources: (place) => [inAccount(place, 'events', `rule/${place.platform}-*`)] }],
  passedTo: ['events.amazonaws.com'],
};
