import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';

/** Attributes against requests that are read differently on their way: smuggled requests and malformed headers. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'routing.http.drop_invalid_header_fields.enabled': ['true'],
  'routing.http.desync_mitigation_mode': ['defensive', 'strictest'],
};

/** A request arrives as it was sent, or not at all. */
export const balancerChecksHeaders = ruleFor({
  name: 'BalancerChecksHeaders',
  control: '164.312(e)(2)(i)',
  sameAs: 'AWS Config: ALB_HTTP_DROP_INVALID_HEADER_ENABLED, ALB_DESYNC_MODE_CHECK',
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  where: ({ properties }) => (properties['Type'] ?? 'application') === 'application',
  wrong: ({ properties }) => {
    const missing = Object.entries(NEEDED).filter(
      ([key, values]) =>
        !listOf(properties['LoadBalancerAttributes']).some(
          (attribute) => at(attribute, 'Key') === key && values.includes(String(at(attribute, 'Value'))),
        ),
    );
    return missing.length === 0
      ? undefined
      : `The load balancer does not have ${missing.map(([key, values]) => `${key} ${values.join(' or ')}`).join(', ')}.`;
  },
  examples: {
    fails: [
      ['the defaults', only('AWS::ElasticLoadBalancingV2::LoadBalancer', {})],
      ['only one of them', balancerWith({ 'routing.http.desync_mitigation_mode': 'defensive' })],
    ],
    passes: [
      [
        'both',
        balancerWith({
          'routing.http.drop_invalid_header_fields.enabled': 'true',
          'routing.http.desync_mitigation_mode': 'strictest',
        }),
      ],
    ],
  },
});

function balancerWith(attributes: Readonly<Record<string, string>>) {
  const LoadBalancerAttributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
  return only('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerAttributes });
}
