import type { ServiceRules } from './rules';

export const chatbot: ServiceRules = {
  types: {
    'AWS::Chatbot::SlackChannelConfiguration': [
      'chatbot:CreateSlackChannelConfiguration',
      'chatbot:DeleteSlackChannelConfiguration',
      'chatbot:DescribeSlackChannelConfigurations',
      'chatbot:ListTagsForResource',
      'chatbot:TagResource',
      'chatbot:UntagResource',
      'chatbot:UpdateSlackChannelConfiguration',
    ],
  },
  limits: [],
  passedTo: ['chatbot.amazonaws.com'],
  serviceLinked: ['management.chatbot.amazonaws.com'],
};
