import { inAccount, stackPrefixes } from '../place';
import type { ServiceRules } from './rules';

export const sns: ServiceRules = {
  types: {
    'AWS::SNS::Subscription': [
      'sns:GetSubscriptionAttributes',
      'sns:SetSubscriptionAttributes',
      'sns:Subscribe',
      'sns:Unsubscribe',
    ],
    'AWS::SNS::Topic': [
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:GetDataProtectionPolicy',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
      'sns:ListTagsForResource',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
      'sns:TagResource',
      'sns:Unsubscribe',
      'sns:UntagResource',
    ],
    'AWS::SNS::TopicPolicy': ['sns:SetTopicAttributes'],
    'AWS::SNS::TopicInlinePolicy': ['sns:GetTopicAttributes', 'sns:SetTopicAttributes'],
  },
  limits: [
    // A subscription's ARN is its topic's with one more part.
    {
      actions: /./,
      resources: (place) => stackPrefixes(place).map((prefix) => inAccount(place, 'sns', `${prefix}-*`)),
    },
  ],
};
