import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const securityHub: ServiceRules = {
  types: {
    'AWS::SecurityHub::Hub': [
      'securityhub:DescribeHub',
      'securityhub:DisableSecurityHub',
      'securityhub:EnableSecurityHub',
      'securityhub:ListTagsForResource',
      'securityhub:TagResource',
      'securityhub:UntagResource',
      'securityhub:UpdateSecurityHubConfiguration',
    ],
    'AWS::SecurityHub::Standard': [
      'securityhub:BatchDisableStandards',
      'securityhub:BatchEnableStandards',
      'securityhub:DescribeStandardsControls',
      'securityhub:GetEnabledStandards',
      'securityhub:UpdateStandardsControl',
    ],
  },
  limits: [{ actions: /./, resources: (place) => [inAccount(place, 'securityhub', '*')] }],
  serviceLinked: ['securityhub.amazonaws.com'],
};
