import { only, resource } from './examples';
import { ruleFor } from './rule';
import { isNamedBy, listOf } from './template-values';
import type { JudgedResource } from './rule';

type Ingress = Readonly<Record<string, unknown>>;

const WEB_PORTS = [80, 443];
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** The internet reaches load balancers on their two ports, and nothing else. */
export const ingressIsNamed = ruleFor({
  name: 'IngressIsNamed',
  control: '164.312(a)(1)',
  sameAs: 'AWS Config: VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
  types: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'],
  wrong: (subject) => {
    const rules =
      subject.type === 'AWS::EC2::SecurityGroup'
        ? listOf(subject.properties['SecurityGroupIngress'])
        : [subject.properties];
    const open = (rules as readonly Ingress[]).filter((rule) => isOpen(rule) && !isFrontDoor(subject, rule));
    return open.length === 0
      ? undefined
      : `The security group lets the internet in on ${open.map(({ FromPort, ToPort }) => `${String(FromPort ?? 'all ports')} to ${String(ToPort ?? 'all ports')}`).join(', ')}. Allowed: a security group as the source; only a load balancer is open, on 80 and 443.`;
  },
  examples: {
    fails: [
      ['a database port', only('AWS::EC2::SecurityGroup', groupWith(3306))],
      ['a web port of something else than a balancer', only('AWS::EC2::SecurityGroup', groupWith(443))],
      ['a rule by itself', only('AWS::EC2::SecurityGroupIngress', { CidrIpv6: '::/0', FromPort: 22, ToPort: 22 })],
    ],
    passes: [
      [
        'a group as the source',
        only('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-1', FromPort: 3306 }),
      ],
      [
        'a balancer',
        only('AWS::EC2::SecurityGroup', groupWith(443), {
          Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
            SecurityGroups: [{ 'Fn::GetAtt': ['JudgedResource', 'GroupId'] }],
          }),
        }),
      ],
    ],
  },
});

function isOpen({ CidrIp, CidrIpv6 }: Ingress): boolean {
  return EVERYWHERE.includes(String(CidrIp)) || EVERYWHERE.includes(String(CidrIpv6));
}

function isFrontDoor(subject: JudgedResource, { FromPort, ToPort }: Ingress): boolean {
  return (
    FromPort === ToPort &&
    WEB_PORTS.includes(Number(FromPort)) &&
    isNamedBy(subject, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'SecurityGroups')
  );
}

function groupWith(port: number): object {
  return { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: port, ToPort: port, IpProtocol: 'tcp' }] };
}
