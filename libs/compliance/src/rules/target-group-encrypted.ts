import { resourcesOf, shown } from './template-values';
import type { Rule, TemplateResource } from './rule';

/** Requests to a Lambda function travel by AWS’s API, which is HTTPS. */
const WITHOUT_PROTOCOL = 'lambda';
const ENCRYPTED = ['HTTPS', 'TLS'];

/** The hop from a load balancer to its targets. */
export const targetGroupEncrypted: Rule = {
  name: 'TargetGroupEncrypted',
  control: '164.312(e)(1)',
  sameAs: 'AWS Config: ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED',
  looksAt: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').map(({ logicalId }) => logicalId),
  find: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')
      .filter(({ properties }) => properties['TargetType'] !== WITHOUT_PROTOCOL)
      .filter(({ properties }) => !ENCRYPTED.includes(properties['Protocol'] as string))
      .map(({ logicalId, properties }) => ({
        logicalId,
        message: `The target group uses ${shown(properties['Protocol'])} to its targets, so forwarded traffic is not encrypted. Allowed: ${ENCRYPTED.join(', ')}.`,
      })),
  examples: {
    fails: [
      ['HTTP', targetGroupWith({ Protocol: 'HTTP' })],
      ['TCP', targetGroupWith({ Protocol: 'TCP', TargetType: 'ip' })],
      ['UDP', targetGroupWith({ Protocol: 'UDP' })],
      ['no protocol', targetGroupWith({})],
      ['a protocol that only the account knows', targetGroupWith({ Protocol: { Ref: 'Parameter' } })],
    ],
    passes: [
      ['HTTPS', targetGroupWith({ Protocol: 'HTTPS' })],
      ['TLS', targetGroupWith({ Protocol: 'TLS' })],
      ['a Lambda function', targetGroupWith({ TargetType: 'lambda' })],
    ],
  },
};

function targetGroupWith(properties: object): Record<string, TemplateResource> {
  return { Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 8080, ...properties } } };
}
