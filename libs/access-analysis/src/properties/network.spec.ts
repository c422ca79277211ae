import { accessWorld } from '../template/world';
import { BASE, changed, groupOf, of, port, ref } from '../testing/vpc';
import type { Resources } from '../testing/vpc';
import { proveAccess } from './judge';
import { NETWORK } from './platform/network';

const SETTINGS = { environments: [{ name: 'production', production: true }] };

function proofs(Resources: Resources) {
  const world = accessWorld([
    { name: 'app-production', account: '111122223333', region: 'us-east-2', template: { Resources } },
  ]);
  return new Map(proveAccess(world, NETWORK, SETTINGS).map((proof) => [proof.property.name, proof]));
}

/** The base with a firewall in front of it. */
const guarded = (changes: Parameters<typeof changed>[0] = {}, added: Resources = {}): Resources =>
  changed(changes, { Firewall: of('WAFv2::WebACLAssociation', { ResourceArn: ref('Balancer') }), ...added });

const notProved = (resources: Resources) =>
  [...proofs(resources)]
    .filter(([, { verdict }]) => verdict !== 'proved')
    .map(([name, { verdict }]) => `${name}: ${verdict}`);

const ABOUT_NOTHING = ['no-way-from-staging-to-production', 'no-way-from-production-to-staging'].map(
  (name) => `${name}: about nothing`,
);

it('proves every property of a network that is guarded; without a second environment two are about nothing', () => {
  expect(notProved(guarded())).toEqual(ABOUT_NOTHING);
});

it.each<[string, Resources, readonly string[]]>([
  [
    'no firewall',
    BASE,
    ['internet-passes-the-firewall', 'services-are-behind-the-firewall', 'stores-are-behind-the-firewall'],
  ],
  [
    'a load balancer that opens another port',
    guarded({
      BalancerGroup: { SecurityGroupIngress: [port(8443, { CidrIp: '0.0.0.0/0' })] },
      Listener: { Port: 8443 },
    }),
    ['internet-uses-web-ports-only'],
  ],
  [
    'an instance in the public subnet with a shell',
    guarded(
      { PublicSubnet: { MapPublicIpOnLaunch: true } },
      {
        Host: of('EC2::Instance', { SubnetId: ref('PublicSubnet'), SecurityGroupIds: [groupOf('HostGroup')] }),
        HostGroup: of('EC2::SecurityGroup', { SecurityGroupIngress: [port(22, { CidrIp: '203.0.113.0/24' })] }),
      },
    ),
    [
      'internet-reaches-no-shell',
      'internet-reaches-load-balancers-only',
      'internet-uses-web-ports-only',
      'services-are-behind-the-firewall',
    ],
  ],
  [
    'an instance that goes around the service to the database',
    guarded(
      { PublicSubnet: { MapPublicIpOnLaunch: true } },
      {
        Host: of('EC2::Instance', { SubnetId: ref('PublicSubnet'), SecurityGroupIds: [groupOf('HostGroup')] }),
        HostGroup: of('EC2::SecurityGroup', { SecurityGroupIngress: [port(443, { CidrIp: '0.0.0.0/0' })] }),
        Query: of('EC2::SecurityGroupIngress', {
          GroupId: groupOf('DataGroup'),
          ...port(3306, { SourceSecurityGroupId: groupOf('HostGroup') }),
        }),
      },
    ),
    [
      'internet-reaches-load-balancers-only',
      'services-are-behind-the-firewall',
      'stores-are-behind-services',
      'stores-are-behind-the-firewall',
    ],
  ],
  ['a database that connects out', guarded({ DataGroup: { SecurityGroupEgress: [] } }), ['stores-open-no-connection']],
])('refutes with %s', (_, resources, expected) => {
  expect(notProved(resources)).toEqual(
    expect.arrayContaining([...expected.map((name) => `${name}: refuted`), ...ABOUT_NOTHING]),
  );
  expect(notProved(resources)).toHaveLength(expected.length + ABOUT_NOTHING.length);
});

it('names the way, the port, and the rules that let it through', () => {
  expect(proofs(BASE).get('stores-are-behind-the-firewall')?.refutations).toMatchObject([
    {
      principal: 'the internet',
      steps: [
        { kind: 'connects to', role: 'app-production/Balancer' },
        { kind: 'connects to', role: 'app-production/Task' },
      ],
      witness: {
        action: 'open tcp 3306',
        resource: 'app-production/Data',
        allowedBy: [
          {
            resource: 'BalancerGroup',
            pointer: ['Resources', 'BalancerGroup', 'Properties', 'SecurityGroupIngress', 0],
          },
          { resource: 'BalancerGroup' },
          { resource: 'TaskGroup' },
          { resource: 'TaskGroup' },
          { resource: 'DataGroup' },
        ],
      },
    },
  ]);
});

it('leaves a way open that a parameter decides', () => {
  const found = proofs(guarded({ DataGroup: { SecurityGroupEgress: [port(443, { CidrIp: ref('Range') })] } })).get(
    'stores-open-no-connection',
  );
  expect(found).toMatchObject({ verdict: 'undecided', refutations: [] });
  expect(found?.open[0]?.reasons).toEqual([
    'the reference Range of the stack app-production has no value before deploy',
  ]);
});
