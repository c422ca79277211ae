import { resourcesOf, shown } from './rule';
import type { Rule } from './rule';

/** Requests to a Lambda function travel by AWS’s API, which is HTTPS. */
const WITHOUT_PROTOCOL = 'lambda';
const ENCRYPTED = ['HTTPS', 'TLS'];

/** The hop from a load balancer to its targets. */
export const targetGroupEncrypted: Rule = {
  name: 'TargetGroupEncrypted',
  because: '45 CFR 164.312(e)(1); AWS Config: ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED',
  find: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')
      .filter(({ properties }) => properties['TargetType'] !== WITHOUT_PROTOCOL)
      .filter(({ properties }) => !ENCRYPTED.includes(properties['Protocol'] as string))
      .map(({ logicalId, properties }) => ({
        logicalId,
        message: `The target group speaks ${shown(properties['Protocol'])} to its targets: what the balancer passes on is not encrypted. Allowed: ${ENCRYPTED.join(', ')}.`,
      })),
};
