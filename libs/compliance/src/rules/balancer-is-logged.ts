import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf, shown } from './template-values';

const ATTRIBUTE = 'access_logs.s3.enabled';

/** Every request leaves a record. */
export const balancerIsLogged = ruleFor({
  name: 'BalancerIsLogged',
  control: '164.308(a)(1)(ii)(D)',
  sameAs: 'AWS Config: ELB_LOGGING_ENABLED',
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  wrong: ({ properties }) => {
    const value = at(
      listOf(properties['LoadBalancerAttributes']).find((attribute) => at(attribute, 'Key') === ATTRIBUTE),
      'Value',
    );
    return value === 'true' ? undefined : `The access log of the load balancer is ${shown(value)}. Allowed: true.`;
  },
  examples: {
    fails: [['no attribute', only('AWS::ElasticLoadBalancingV2::LoadBalancer', {})]],
    passes: [
      [
        'an access log',
        only('AWS::ElasticLoadBalancingV2::LoadBalancer', {
          LoadBalancerAttributes: [{ Key: ATTRIBUTE, Value: 'true' }],
        }),
      ],
    ],
  },
});
