import { isOfInternalBalancer } from '../inventory/calls';
import { only, resource } from './examples';
import { ruleFor } from './rule';
import { listOf, refersTo, resourcesOf } from './template-values';
import type { JudgedResource } from './rule';

type Ingress = Readonly<Record<string, unknown>>;

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** Services call each other through a private load balancer, which lets in the groups of callers alone: a range would let in every task. */
export const callsNameTheirCallers = ruleFor({
  name: 'CallsNameTheirCallers',
  control: '164.312(a)(1)',
  sameAs: 'NIST SP 800-53 AC-4',
  types: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'],
  where: isBeforeInternalBalancer,
  wrong: ({ type, properties }) => {
    const rules = type === 'AWS::EC2::SecurityGroup' ? listOf(properties['SecurityGroupIngress']) : [properties];
    const open = (rules as readonly Ingress[]).filter(
      ({ SourceSecurityGroupId }) => SourceSecurityGroupId === undefined,
    );
    return open.length === 0
      ? undefined
      : 'The security group of a private load balancer lets in addresses, and not the security group of a caller: every task there could call the service.';
  },
  examples: {
    fails: [
      ['a range of the VPC', internal({ CidrIp: '10.20.0.0/16', FromPort: 31_000, ToPort: 31_000 })],
      [
        'a rule by itself',
        only(
          'AWS::EC2::SecurityGroupIngress',
          { GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] }, CidrIp: '10.20.0.0/16', FromPort: 31_000 },
          { Group: resource('AWS::EC2::SecurityGroup', {}), Balancer: balancerWith('Group') },
        ),
      ],
    ],
    passes: [
      ['the group of a caller', internal({ SourceSecurityGroupId: 'sg-1', FromPort: 31_000, ToPort: 31_000 })],
      ['a public load balancer', internal({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 }, 'internet-facing')],
    ],
  },
});

/** Whether a group is that of a private load balancer, or a rule belongs to such a group. */
function isBeforeInternalBalancer({ template, type, logicalId, properties }: JudgedResource): boolean {
  if (type === 'AWS::EC2::SecurityGroupIngress' && isOfInternalBalancer(template, properties['GroupId'])) return true;
  const groups = resourcesOf(template, BALANCER)
    .filter((balancer) => balancer.properties['Scheme'] === 'internal')
    .map((balancer) => balancer.properties['SecurityGroups']);
  if (type === 'AWS::EC2::SecurityGroup') return groups.some((each) => refersTo(each, logicalId));
  return resourcesOf(template, 'AWS::EC2::SecurityGroup').some(
    (group) =>
      refersTo(properties['GroupId'], group.logicalId) && groups.some((each) => refersTo(each, group.logicalId)),
  );
}

function internal(rule: object, scheme = 'internal') {
  return only(
    'AWS::EC2::SecurityGroup',
    { SecurityGroupIngress: [rule] },
    { Balancer: balancerWith('JudgedResource', scheme) },
  );
}

function balancerWith(group: string, Scheme = 'internal') {
  return resource(BALANCER, { Scheme, SecurityGroups: [{ 'Fn::GetAtt': [group, 'GroupId'] }] });
}
