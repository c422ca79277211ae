import { connections } from '../testing/connections';
import { BASE, changed, groupOf, NOWHERE, of, port, ref } from '../testing/vpc';
import type { Resources } from '../testing/vpc';

const ALL = [
  'internet → Balancer: tcp 443',
  'Balancer → Task: tcp 8080',
  'Task → internet: tcp 443',
  'Task → Balancer: tcp 443',
  'Task → Data: tcp 3306',
];

it('has a connection where routes, groups and ACLs let it through at both ends', () => {
  expect(connections(BASE)).toEqual(ALL);
});

it('has a load balancer for each listener that forwards: one port does not lead to the targets of another', () => {
  const second = changed(
    {
      BalancerGroup: {
        SecurityGroupIngress: [port(443, { CidrIp: '0.0.0.0/0' }), port(8443, { CidrIp: '10.0.1.0/24' })],
      },
    },
    {
      Other: of('ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: ref('Balancer'),
        Port: 8443,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('OtherTargets') }],
      }),
      OtherTargets: of('ElasticLoadBalancingV2::TargetGroup', { Port: 9000 }),
    },
  );
  const found = connections(second);
  expect(found).toContain('internet → Balancer:443: tcp 443');
  expect(found).toContain('Balancer:443 → Task: tcp 8080');
  expect(found.filter((line) => line.startsWith('Balancer:8443'))).toEqual([]);
  expect(found.filter((line) => line.startsWith('internet → Balancer:8443'))).toEqual([]);
});

const without = (...lines: readonly string[]) => ALL.filter((line) => !lines.includes(line));
const [ENTRY = '', FORWARD = '', OUT = '', BACK = '', QUERY = ''] = ALL;

it.each<[string, Resources, readonly string[]]>([
  ['no route to an internet gateway', changed({ PublicRoute: undefined }), without(ENTRY, OUT)],
  ['an internal load balancer', changed({ Balancer: { Scheme: 'internal' } }), without(ENTRY)],
  ['a listener on another port', changed({ Listener: { Port: 8443 } }), without(ENTRY, BACK)],
  [
    'no target group of its own',
    changed({ Listener: { DefaultActions: [{ Type: 'fixed-response' }] } }),
    without(FORWARD),
  ],
  ['no rule out of the load balancer', changed({ BalancerGroup: { SecurityGroupEgress: NOWHERE } }), without(FORWARD)],
  ['no rule into the service', changed({ TaskGroup: { SecurityGroupIngress: [] } }), without(FORWARD)],
  ['no rule into the database', changed({ DataGroup: { SecurityGroupIngress: [] } }), without(QUERY)],
  ['a database on another port than its rule', changed({ Data: { Port: '3307' } }), without(QUERY)],
  ['no route to a NAT gateway', changed({ PrivateRoute: undefined }), without(OUT)],
  [
    'an ACL that lets the query in, and no answer out',
    changed(
      {},
      {
        Isolated: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.2.0/24' }),
        Subnets: of('RDS::DBSubnetGroup', { SubnetIds: [ref('Isolated')] }),
        Acl: of('EC2::NetworkAcl', { VpcId: ref('Vpc') }),
        C: of('EC2::SubnetNetworkAclAssociation', { SubnetId: ref('Isolated'), NetworkAclId: ref('Acl') }),
        In: of('EC2::NetworkAclEntry', {
          NetworkAclId: ref('Acl'),
          RuleNumber: 100,
          Protocol: 6,
          RuleAction: 'allow',
          CidrBlock: '10.0.0.0/16',
          PortRange: { From: 3306, To: 3306 },
        }),
      },
    ),
    without(QUERY),
  ],
])('loses the connection with %s', (_, resources, expected) => {
  expect(connections(resources)).toEqual(expected);
});

const OPEN = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

it.each<[string, Resources, string]>([
  [
    'a public database',
    changed({
      Data: { PubliclyAccessible: true },
      DataGroup: { SecurityGroupIngress: [OPEN] },
      Subnets: { SubnetIds: [ref('PublicSubnet')] },
    }),
    'internet → Data: tcp 3306',
  ],
  [
    'a database that does not say that it is private',
    changed({
      Data: { PubliclyAccessible: ref('AWS::NoValue') },
      DataGroup: { SecurityGroupIngress: [OPEN] },
      Subnets: { SubnetIds: [ref('PublicSubnet')] },
    }),
    'internet → Data: tcp 3306?',
  ],
  [
    'a rule for the VPC',
    changed({ DataGroup: { SecurityGroupIngress: [port(3306, { CidrIp: '10.0.0.0/16' })] } }),
    QUERY,
  ],
  [
    'a rule for a part of a subnet',
    changed({ DataGroup: { SecurityGroupIngress: [port(3306, { CidrIp: '10.0.1.0/28' })] } }),
    `${QUERY}?`,
  ],
  [
    'a group without rules of its own for the way out',
    changed({ DataGroup: { SecurityGroupEgress: [] } }),
    'Data → internet: all traffic',
  ],
  [
    'a rule in a resource of its own',
    changed(
      {},
      {
        Wide: of('EC2::SecurityGroupIngress', {
          GroupId: groupOf('TaskGroup'),
          ...port(22, { CidrIp: '10.0.0.0/8' }),
        }),
        BalancerWide: of('EC2::SecurityGroupEgress', {
          GroupId: groupOf('BalancerGroup'),
          ...port(22, { CidrIp: '0.0.0.0/0' }),
        }),
      },
    ),
    'Balancer → Task: tcp 22, 8080',
  ],
])('gains the connection with %s', (_, resources, line) => {
  expect(connections(resources)).toContain(line);
});

it('leaves open what a parameter decides', () => {
  const resources = changed({
    DataGroup: { SecurityGroupIngress: [port(3306, { CidrIp: ref('Range') })] },
  });
  expect(connections(resources, { Range: { Type: 'String' } })).toContain(`${QUERY}?`);
});

it('needs a route on both sides between two VPCs', () => {
  const other = (routes: Resources) =>
    changed(
      {
        Subnets: { SubnetIds: [ref('OtherSubnet')] },
        DataGroup: { SecurityGroupIngress: [port(3306, { CidrIp: '10.0.0.0/16' })] },
        TaskGroup: { SecurityGroupEgress: [OPEN] },
      },
      {
        OtherVpc: of('EC2::VPC', { CidrBlock: '10.9.0.0/16' }),
        OtherSubnet: of('EC2::Subnet', { VpcId: ref('OtherVpc'), CidrBlock: '10.9.0.0/24' }),
        OtherTable: of('EC2::RouteTable', { VpcId: ref('OtherVpc') }),
        D: of('EC2::SubnetRouteTableAssociation', { SubnetId: ref('OtherSubnet'), RouteTableId: ref('OtherTable') }),
        Peering: of('EC2::VPCPeeringConnection', { VpcId: ref('Vpc'), PeerVpcId: ref('OtherVpc') }),
        There: of('EC2::Route', {
          RouteTableId: ref('PrivateTable'),
          DestinationCidrBlock: '10.9.0.0/16',
          VpcPeeringConnectionId: ref('Peering'),
        }),
        ...routes,
      },
    );
  const back = of('EC2::Route', {
    RouteTableId: ref('OtherTable'),
    DestinationCidrBlock: '10.0.0.0/16',
    VpcPeeringConnectionId: ref('Peering'),
  });
  expect(connections(other({ Back: back }))).toContain(QUERY);
  expect(connections(other({}))).not.toContain(QUERY);
});
