import type { AnalyzedTemplate } from '../template/stack';

export type Resources = NonNullable<AnalyzedTemplate['Resources']>;
type Properties = Readonly<Record<string, unknown>>;

/** A resource of a type, without `AWS::`. */
export const of = (Type: string, Properties: Properties = {}) => ({ Type: `AWS::${Type}`, Properties });
export const ref = (id: string) => ({ Ref: id });
export const groupOf = (id: string) => ({ 'Fn::GetAtt': [id, 'GroupId'] });
/** A rule for one port. */
export const port = (number: number, peer: Properties, IpProtocol = 'tcp') => ({
  IpProtocol,
  FromPort: number,
  ToPort: number,
  ...peer,
});
/** The rule that shuts the way out: a group without a rule is open. */
export const NOWHERE = [{ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }];

/** A VPC with a public and a private subnet, a load balancer, a service, and a database; each test changes a part of it. */
export const BASE: Resources = {
  Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
  Gateway: of('EC2::InternetGateway'),
  PublicSubnet: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
  PrivateSubnet: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24' }),
  PublicTable: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
  PrivateTable: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
  PublicRoute: of('EC2::Route', {
    RouteTableId: ref('PublicTable'),
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: ref('Gateway'),
  }),
  PrivateRoute: of('EC2::Route', {
    RouteTableId: ref('PrivateTable'),
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: ref('Nat'),
  }),
  Nat: of('EC2::NatGateway', { SubnetId: ref('PublicSubnet') }),
  A: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('PublicSubnet'), RouteTableId: ref('PublicTable') }),
  B: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('PrivateSubnet'), RouteTableId: ref('PrivateTable') }),
  BalancerGroup: of('EC2::SecurityGroup', {
    SecurityGroupIngress: [port(443, { CidrIp: '0.0.0.0/0' })],
    SecurityGroupEgress: [port(8080, { DestinationSecurityGroupId: groupOf('TaskGroup') })],
  }),
  Balancer: of('ElasticLoadBalancingV2::LoadBalancer', {
    Scheme: 'internet-facing',
    Subnets: [ref('PublicSubnet')],
    SecurityGroups: [groupOf('BalancerGroup')],
  }),
  Listener: of('ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref('Balancer'),
    Port: 443,
    Protocol: 'HTTPS',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
  }),
  Targets: of('ElasticLoadBalancingV2::TargetGroup', { Port: 8080 }),
  TaskGroup: of('EC2::SecurityGroup', {
    SecurityGroupIngress: [port(8080, { SourceSecurityGroupId: groupOf('BalancerGroup') })],
    SecurityGroupEgress: [
      port(443, { CidrIp: '0.0.0.0/0' }),
      port(3306, { DestinationSecurityGroupId: groupOf('DataGroup') }),
    ],
  }),
  Task: of('ECS::Service', {
    LoadBalancers: [{ TargetGroupArn: ref('Targets') }],
    NetworkConfiguration: {
      AwsvpcConfiguration: { Subnets: [ref('PrivateSubnet')], SecurityGroups: [groupOf('TaskGroup')] },
    },
  }),
  DataGroup: of('EC2::SecurityGroup', {
    SecurityGroupIngress: [port(3306, { SourceSecurityGroupId: groupOf('TaskGroup') })],
    SecurityGroupEgress: NOWHERE,
  }),
  Subnets: of('RDS::DBSubnetGroup', { SubnetIds: [ref('PrivateSubnet')] }),
  Data: of('RDS::DBInstance', {
    Engine: 'mysql',
    PubliclyAccessible: false,
    DBSubnetGroupName: ref('Subnets'),
    VPCSecurityGroups: [groupOf('DataGroup')],
  }),
};

/** Properties of one resource changed; undefined removes the resource. */
export function changed(changes: Readonly<Record<string, Properties | undefined>>, added: Resources = {}): Resources {
  const entries = Object.entries(BASE).flatMap(([id, resource]) => {
    if (!Object.hasOwn(changes, id)) return [[id, resource] as const];
    const own = changes[id];
    return own === undefined ? [] : [[id, { ...resource, Properties: { ...resource.Properties, ...own } }] as const];
  });
  return { ...Object.fromEntries(entries), ...added };
}
