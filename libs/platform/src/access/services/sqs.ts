import { inAccount, stackPrefixes } from '../place';
import type { ServiceRules } from './rules';

export const sqs: ServiceRules = {
  types: {
    'AWS::SQS::Queue': [
      'sqs:CreateQueue',
      'sqs:DeleteQueue',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ListQueueTags',
      'sqs:SetQueueAttributes',
      'sqs:TagQueue',
      'sqs:UntagQueue',
    ],
    'AWS::SQS::QueuePolicy': ['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'],
  },
  limits: [
    {
      actions: /./,
      resources: (place) => stackPrefixes(place).map((prefix) => inAccount(place, 'sqs', `${prefix}-*`)),
    },
  ],
};
