import { findKey, resourcesIn } from '@careplane/platform/testing';
import { every, text, subnetsAre, databaseIsIsolated, each, pathOf } from './fact';
import type { Facts } from './fact';

export const isolatedSubnetsHaveNoDefaultRoute = every(
  'AWS::EC2::Route',
  ({ Properties = {} }) => !text(Properties['RouteTableId']).includes('Isolated'),
);

/** Reasons about subnets, listeners and security groups. */
export const NETWORK_FACTS: Facts = {
  'Only load balancers and NAT gateways stand in this subnet; tasks and databases are in subnets without this route, and the subnet gives out no public addresses by itself.':
    {
      'balancers are in public subnets': every('AWS::ElasticLoadBalancingV2::LoadBalancer', ({ Properties = {} }) =>
        subnetsAre('PublicSubnet', Properties['Subnets']),
      ),
      'tasks are in private subnets, without public addresses': every('AWS::ECS::Service', ({ Properties = {} }) => {
        const network = findKey(Properties['NetworkConfiguration'], 'Subnets')[0] as Readonly<Record<string, unknown>>;
        return subnetsAre('PrivateSubnet', network['Subnets']) && network['AssignPublicIp'] !== 'ENABLED';
      }),
      'databases are in isolated subnets': databaseIsIsolated,
      'no other subnet has a route to the internet gateway': every(
        'AWS::EC2::Route',
        ({ Properties = {} }) =>
          Properties['GatewayId'] === undefined || text(Properties['RouteTableId']).includes('Public'),
      ),
      'no subnet gives out public addresses': every(
        'AWS::EC2::Subnet',
        ({ Properties = {} }) => Properties['MapPublicIpOnLaunch'] !== true,
      ),
    },
  'This listener only answers with a permanent redirect to HTTPS and forwards nothing; without it people who type the bare name would get no answer.':
    {
      'its one action is a redirect to HTTPS': each(
        'AWS::ElasticLoadBalancingV2::Listener',
        ({ Properties = {} }) =>
          text(Properties['DefaultActions']) ===
          '[{"RedirectConfig":{"Port":"443","Protocol":"HTTPS","StatusCode":"HTTP_301"},"Type":"redirect"}]',
      ),
      'no rule hangs on it': every(
        'AWS::ElasticLoadBalancingV2::ListenerRule',
        ({ Properties = {} }) => !/Http[0-9A-F]{8}/.test(text(Properties['ListenerArn'])),
      ),
    },
  'This is the one door to the internet, open on 443 and on 80 for the redirect only, with AWS WAF behind it; every other group names a group as its source.':
    {
      'it is open on 443 and 80': each('AWS::EC2::SecurityGroup', ({ Properties = {} }) => {
        const rules = Properties['SecurityGroupIngress'] as readonly { FromPort: number; ToPort: number }[];
        return text(rules.map(({ FromPort, ToPort }) => [FromPort, ToPort])) === '[[443,443],[80,80]]';
      }),
      'AWS WAF looks at each balancer': every(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        ({ stack, id }, { stacks }) =>
          resourcesIn(stacks, 'AWS::WAFv2::WebACLAssociation').some(
            (one) => one.stack === stack && text(one.Properties?.['ResourceArn']).includes(id),
          ),
      ),
      'no other group names addresses as its source': every(
        'AWS::EC2::SecurityGroup',
        (found) =>
          pathOf(found).includes('/LoadBalancer/') || !/"Cidr/.test(text(found.Properties?.['SecurityGroupIngress'])),
      ),
      'and no rule outside of the groups does': every(
        'AWS::EC2::SecurityGroupIngress',
        ({ Properties = {} }) =>
          Properties['SourceSecurityGroupId'] !== undefined && Properties['CidrIp'] === undefined,
      ),
    },
};
