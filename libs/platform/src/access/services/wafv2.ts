import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const wafv2: ServiceRules = {
  types: {
    'AWS::WAFv2::LoggingConfiguration': [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:PutResourcePolicy',
      'wafv2:DeleteLoggingConfiguration',
      'wafv2:GetLoggingConfiguration',
      'wafv2:PutLoggingConfiguration',
    ],
    'AWS::WAFv2::WebACL': [
      'wafv2:CreateWebACL',
      'wafv2:DeleteWebACL',
      'wafv2:GetWebACL',
      'wafv2:ListTagsForResource',
      'wafv2:TagResource',
      'wafv2:UntagResource',
      'wafv2:UpdateWebACL',
    ],
    'AWS::WAFv2::WebACLAssociation': [
      'elasticloadbalancing:SetWebACL',
      'wafv2:AssociateWebACL',
      'wafv2:DisassociateWebACL',
      'wafv2:GetWebACL',
      'wafv2:GetWebACLForResource',
    ],
  },
  limits: [
    // It knows no resources.
    { actions: /^elasticloadbalancing:SetWebACL$/, resources: () => ['*'] },
    {
      actions: /^wafv2:/,
      resources: (place) => [
        inAccount(place, 'wafv2', 'regional/webacl/*'),
        inAccount(place, 'wafv2', 'global/webacl/*'),
        inAccount(place, 'wafv2', 'global/managedruleset/*'),
        inAccount(place, 'wafv2', 'regional/managedruleset/*'),
        inAccount(place, 'elasticloadbalancing', 'loadbalancer/app/*'),
      ],
    },
  ],
  serviceLinked: ['wafv2.amazonaws.com'],
};
