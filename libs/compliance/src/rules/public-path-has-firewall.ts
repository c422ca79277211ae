import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, isNamedBy } from './template-values';
import type { JudgedResource } from './rule';

const ASSOCIATION = 'AWS::WAFv2::WebACLAssociation';

/** By type: whether the internet reaches it, and whether AWS WAF looks at the requests. */
const DOORS: Readonly<Record<string, (subject: JudgedResource) => boolean>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (subject) =>
    subject.properties['Scheme'] === 'internal' || isNamedBy(subject, ASSOCIATION, 'ResourceArn'),
  'AWS::ApiGateway::Stage': (subject) => isNamedBy(subject, ASSOCIATION, 'ResourceArn'),
  // AWS WAF cannot look at an HTTP API.
  'AWS::ApiGatewayV2::Api': () => false,
  'AWS::CloudFront::Distribution': ({ properties }) => at(properties, 'DistributionConfig', 'WebACLId') !== undefined,
  'AWS::Lambda::Url': ({ properties }) => properties['AuthType'] === 'AWS_IAM',
  'AWS::ECS::Service': ({ properties }) =>
    at(properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp') !== 'ENABLED',
};

/** No request reaches a service without passing AWS WAF. */
export const publicPathHasFirewall = ruleFor({
  name: 'PublicPathHasFirewall',
  control: '164.312(e)(1)',
  sameAs: 'AWS Config: ALB_WAF_ENABLED',
  types: Object.keys(DOORS),
  wrong: (subject) =>
    DOORS[subject.type]?.(subject) === false
      ? `The internet reaches this ${subject.type} without passing AWS WAF.`
      : undefined,
  examples: {
    fails: [
      ['a balancer alone', only('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing' })],
      ['a function with an address', only('AWS::Lambda::Url', { AuthType: 'NONE' })],
      [
        'tasks with public addresses',
        only('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } }),
      ],
    ],
    passes: [
      ['an internal balancer', only('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' })],
      [
        'a balancer with AWS WAF',
        only(
          'AWS::ElasticLoadBalancingV2::LoadBalancer',
          {},
          {
            Association: resource(ASSOCIATION, { ResourceArn: { Ref: 'JudgedResource' } }),
          },
        ),
      ],
    ],
  },
});
