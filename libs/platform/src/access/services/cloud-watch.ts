import { inAccount, stackPrefixes } from '../place';
import type { ServiceRules } from './rules';

export const cloudWatch: ServiceRules = {
  types: {
    'AWS::CloudWatch::Alarm': [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:ListTagsForResource',
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
  },
  limits: [
    {
      actions: /^cloudwatch:(?!Describe)/,
      resources: (place) => stackPrefixes(place).map((prefix) => inAccount(place, 'cloudwatch', `alarm:${prefix}-*`)),
    },
  ],
};
