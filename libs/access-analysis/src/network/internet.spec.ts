import { connections } from '../testing/connections';
import { changed, of, port, ref } from '../testing/vpc';
import type { Resources } from '../testing/vpc';

const OUT = 'Task → internet: tcp 443';

type Entry = readonly [direction: 'in' | 'out', action: 'allow' | 'deny', cidr: string];

/** An ACL of a subnet, with entries for all traffic; the first that fits decides. */
function acl(subnet: string, ...entries: readonly Entry[]): Resources {
  return {
    [`${subnet}Acl`]: of('EC2::NetworkAcl', { VpcId: ref('Vpc') }),
    [`${subnet}AclOfSubnet`]: of('EC2::SubnetNetworkAclAssociation', {
      SubnetId: ref(subnet),
      NetworkAclId: ref(`${subnet}Acl`),
    }),
    ...Object.fromEntries(
      entries.map(([direction, RuleAction, CidrBlock], index) => [
        `${subnet}Entry${index}`,
        of('EC2::NetworkAclEntry', {
          NetworkAclId: ref(`${subnet}Acl`),
          ...{ RuleNumber: 100 + index, Protocol: -1, RuleAction, CidrBlock, Egress: direction === 'out' },
        }),
      ]),
    ),
  };
}

const both = (action: 'allow' | 'deny', cidr: string): Entry[] => [
  ['in', action, cidr],
  ['out', action, cidr],
];
const EVERYWHERE = '0.0.0.0/0';
const [TASKS, GATEWAY] = ['10.0.1.0/24', '10.0.0.0/24'];

it.each<[string, Resources]>([
  ['of the NAT gateway lets everything through', acl('PublicSubnet', ...both('allow', EVERYWHERE))],
  // Packets between a task and the gateway have the address of the host on the internet.
  [
    'of the task denies the addresses of the gateway',
    acl('PrivateSubnet', ...both('deny', GATEWAY), ...both('allow', EVERYWHERE)),
  ],
])('leads to the internet where the ACL %s', (_, added) => {
  expect(connections(changed({}, added))).toContain(OUT);
});

it.each<[string, Resources]>([
  [
    'of the NAT gateway lets no task in',
    acl('PublicSubnet', ['in', 'deny', TASKS], ['in', 'allow', EVERYWHERE], ['out', 'allow', EVERYWHERE]),
  ],
  [
    'of the NAT gateway lets no answer out to a task',
    acl('PublicSubnet', ['out', 'deny', TASKS], ['out', 'allow', EVERYWHERE], ['in', 'allow', EVERYWHERE]),
  ],
  ['of the NAT gateway lets nothing out of the VPC', acl('PublicSubnet', ...both('allow', '10.0.0.0/16'))],
  [
    'of the NAT gateway lets no answer in',
    acl('PublicSubnet', ['out', 'allow', EVERYWHERE], ['in', 'allow', '10.0.0.0/16']),
  ],
  ['of the task lets nothing out of the VPC', acl('PrivateSubnet', ...both('allow', '10.0.0.0/16'))],
])('does not lead to the internet where the ACL %s', (_, added) => {
  expect(connections(changed({}, added)).filter((line) => line.startsWith('Task → internet'))).toEqual([]);
});

it('needs one host that all ACLs on the way let through', () => {
  const [one, other] = ['198.51.100.0/24', '203.0.113.0/24'];
  const gateway = (cidr: string) => acl('PublicSubnet', ...both('allow', '10.0.0.0/16'), ...both('allow', cidr));
  const task = acl('PrivateSubnet', ...both('allow', one));
  expect(connections(changed({}, { ...task, ...gateway(one) }))).toContain(OUT);
  expect(connections(changed({}, { ...task, ...gateway(other) }))).not.toContain(OUT);
});

it('needs one host that is let out and whose answer is let in', () => {
  const [one, other] = ['198.51.100.0/24', '203.0.113.0/24'];
  const asymmetric = acl('PrivateSubnet', ['out', 'allow', one], ['in', 'allow', other]);
  expect(connections(changed({}, asymmetric))).not.toContain(OUT);
});

it('takes the most specific route to a host', () => {
  const partner = '198.51.100.0/24';
  const specific = of('EC2::Route', {
    RouteTableId: ref('PrivateTable'),
    DestinationCidrBlock: partner,
    GatewayId: ref('Gateway'),
  });
  const toPartner = { TaskGroup: { SecurityGroupEgress: [port(443, { CidrIp: partner })] } };
  expect(connections(changed(toPartner))).toContain(OUT);
  // An internet gateway is of no use to a task without a public address.
  expect(connections(changed(toPartner, { specific }))).not.toContain(OUT);
});

describe('a gateway', () => {
  const ENTRY = 'internet → Balancer: tcp 443';
  const through = (GatewayId: unknown, parameters = {}) =>
    connections(changed({ PublicRoute: { GatewayId } }), parameters).filter((line) => line.includes('internet'));

  it.each([
    ['of the template', ref('Gateway')],
    ['of the template, by its attribute', { 'Fn::GetAtt': ['Gateway', 'InternetGatewayId'] }],
    ['that is written with the id of an internet gateway', 'igw-0123456789abcdef0'],
  ])('%s lets packets in and out', (_, id) => {
    expect(through(id)).toEqual(expect.arrayContaining([ENTRY, OUT]));
  });

  it.each([
    ['by a parameter', ref('Which'), { Which: { Type: 'String' } }],
    ['by an import', { 'Fn::ImportValue': 'network-gateway' }, {}],
  ])('%s is perhaps one of the internet, and perhaps one of a VPN', (_, id, parameters) => {
    const found = through(id, parameters);
    expect(found).toEqual(expect.arrayContaining([`${ENTRY}?`, `${OUT}?`]));
    expect(found).not.toEqual(expect.arrayContaining([ENTRY]));
    expect(found).not.toEqual(expect.arrayContaining([OUT]));
  });

  it.each([
    ['of a VPN, by its id', 'vgw-0123456789abcdef0'],
    ['endpoint', 'vpce-0123456789abcdef0'],
  ])('%s leads to no host of the internet', (_, id) => {
    expect(through(id).filter((line) => line.startsWith('internet'))).toEqual([]);
  });
});
