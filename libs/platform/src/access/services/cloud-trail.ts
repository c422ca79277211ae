import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const cloudTrail: ServiceRules = {
  types: {
    'AWS::CloudTrail::Trail': [
      'cloudtrail:AddTags',
      'cloudtrail:CreateTrail',
      'cloudtrail:DeleteTrail',
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventConfiguration',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetInsightSelectors',
      'cloudtrail:GetTrail',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:ListTags',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:RemoveTags',
      'cloudtrail:StartLogging',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
    ],
  },
  limits: [
    // It knows no resources.
    { actions: /^cloudtrail:DescribeTrails$/, resources: () => ['*'] },
    { actions: /./, resources: (place) => [inAccount(place, 'cloudtrail', `trail/${place.platform}-*`)] },
  ],
  passedTo: ['cloudtrail.amazonaws.com'],
  serviceLinked: ['cloudtrail.amazonaws.com'],
};
