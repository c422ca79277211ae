import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const elasticLoadBalancingV2: ServiceRules = {
  types: {
    'AWS::ElasticLoadBalancingV2::Listener': [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:DescribeListenerAttributes',
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyListenerAttributes',
      'elasticloadbalancing:RemoveTags',
    ],
    'AWS::ElasticLoadBalancingV2::ListenerRule': [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateRule',
      'elasticloadbalancing:DeleteRule',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:RemoveTags',
      'elasticloadbalancing:SetRulePriorities',
    ],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:DeleteLoadBalancer',
      'elasticloadbalancing:DescribeCapacityReservation',
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:RemoveTags',
      'elasticloadbalancing:SetIpAddressType',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:SetSubnets',
    ],
    'AWS::ElasticLoadBalancingV2::TargetGroup': [
      'ec2:DescribeVpcs',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateTargetGroup',
      'elasticloadbalancing:DeleteTargetGroup',
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:DescribeTags',
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
      'elasticloadbalancing:RegisterTargets',
      'elasticloadbalancing:RemoveTags',
    ],
  },
  limits: [
    {
      actions: /^elasticloadbalancing:(?!Describe)/,
      resources: (place) => [inAccount(place, 'elasticloadbalancing', '*')],
    },
  ],
  serviceLinked: ['elasticloadbalancing.amazonaws.com'],
};
