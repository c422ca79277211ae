import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const config: ServiceRules = {
  types: {
    'AWS::Config::ConfigRule': [
      'config:DeleteConfigRule',
      'config:DescribeComplianceByConfigRule',
      'config:DescribeConfigRules',
      'config:DescribeConfigRuleEvaluationStatus',
      'config:ListTagsForResource',
      'config:PutConfigRule',
      'config:TagResource',
      'config:UntagResource',
    ],
    'AWS::Config::ConfigurationRecorder': [
      'config:DeleteConfigurationRecorder',
      'config:DescribeConfigurationRecorderStatus',
      'config:DescribeConfigurationRecorders',
      'config:ListTagsForResource',
      'config:PutConfigurationRecorder',
      'config:StartConfigurationRecorder',
      'config:StopConfigurationRecorder',
      'config:TagResource',
      'config:UntagResource',
    ],
    'AWS::Config::ConformancePack': [
      'config:DeleteConformancePack',
      'config:DescribeConformancePackStatus',
      'config:DescribeConformancePacks',
      'config:PutConformancePack',
    ],
    'AWS::Config::DeliveryChannel': [
      'config:DeleteDeliveryChannel',
      'config:DescribeDeliveryChannelStatus',
      'config:DescribeDeliveryChannels',
      'config:PutDeliveryChannel',
    ],
  },
  limits: [
    {
      actions: /ConformancePack$/,
      resources: (place) => [inAccount(place, 'config', `conformance-pack/${place.platform}-*`)],
    },
  ],
  // The rules of a pack belong to a role that AWS Config makes for itself; the recorder has another.
  serviceLinked: ['config.amazonaws.com', 'config-conforms.amazonaws.com'],
};
