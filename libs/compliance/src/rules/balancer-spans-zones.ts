import { only } from './examples';
import { ruleFor } from './rule';
import { listOf } from './template-values';

/** Requests reach the service while a zone is down. */
export const balancerSpansZones = ruleFor({
  name: 'BalancerSpansZones',
  control: '164.308(a)(7)(ii)(C)',
  sameAs: 'AWS Config: ELBV2_MULTIPLE_AZ',
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  wrong: ({ properties }) => {
    const count = listOf(properties['Subnets']).length + listOf(properties['SubnetMappings']).length;
    return count >= 2 ? undefined : `The load balancer is in ${count} subnets. Allowed: two or more, one in each zone.`;
  },
  examples: {
    fails: [['one subnet', only('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['a'] })]],
    passes: [['two subnets', only('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['a', 'b'] })]],
  },
});
