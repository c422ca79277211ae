import { accessWorld } from '../template/world';
import { changed, groupOf, of, port, ref } from '../testing/vpc';
import type { Resources } from '../testing/vpc';
import { networkOf } from './network';
import { trafficWords } from './traffic';

/** What hosts of the internet open on one end: traffic for certain, or the reasons why it may be; undefined for nothing. */
function openOn(id: string, resources: Resources): string | undefined {
  const world = accessWorld([
    { name: 'app', account: '111122223333', region: 'us-east-2', template: { Resources: resources } },
  ]);
  const { ends, edges } = networkOf(world.resolvers);
  const internet = ends.find(({ kind }) => kind === 'internet');
  const edge = internet && edges.get(internet)?.find(({ to }) => to.id === id);
  if (edge === undefined) return undefined;
  const { certain, reasons } = edge.passage;
  return certain.length > 0 ? trafficWords(certain) : `perhaps: ${reasons.join('; ')}`;
}

const GROUP = of('EC2::SecurityGroup', { SecurityGroupIngress: [port(22, { CidrIp: '0.0.0.0/0' })] });
const instance = (properties: object, more: Resources = {}) =>
  changed({}, { ShellGroup: GROUP, Host: of('EC2::Instance', { ...properties }), ...more });
const PLACE = { SubnetId: ref('PublicSubnet'), SecurityGroupIds: [groupOf('ShellGroup')] };
const INTERFACE = { DeviceIndex: '0', SubnetId: ref('PublicSubnet'), GroupSet: [groupOf('ShellGroup')] };

it.each<[what: string, resources: Resources, open: string | undefined]>([
  ['an instance without a public address', instance(PLACE), undefined],
  [
    'an instance with the address of its interface',
    instance({ NetworkInterfaces: [{ ...INTERFACE, AssociatePublicIpAddress: true }] }),
    'tcp 22',
  ],
  ['an interface without an address', instance({ NetworkInterfaces: [INTERFACE] }), undefined],
  ['an Elastic IP', instance(PLACE, { Address: of('EC2::EIP', { InstanceId: ref('Host') }) }), 'tcp 22'],
  [
    'an Elastic IP that is associated',
    instance(PLACE, { Association: of('EC2::EIPAssociation', { InstanceId: ref('Host'), AllocationId: 'a' }) }),
    'tcp 22',
  ],
  [
    'the default VPC',
    instance({ SecurityGroupIds: [groupOf('ShellGroup')] }),
    'perhaps: its subnets are those of the default VPC, which no template has; whether app/Host has a public address is not known before deploy',
  ],
])('knows %s', (_, resources, open) => {
  expect(openOn('Host', resources)).toBe(open);
});

it('knows the instances of a group by their launch template', () => {
  const group = (data: object) =>
    changed(
      {},
      {
        ShellGroup: GROUP,
        Launch: of('EC2::LaunchTemplate', { LaunchTemplateData: data }),
        Hosts: of('AutoScaling::AutoScalingGroup', {
          VPCZoneIdentifier: [ref('PublicSubnet')],
          LaunchTemplate: { LaunchTemplateId: ref('Launch'), Version: '1' },
        }),
      },
    );
  const open = { AssociatePublicIpAddress: true, Groups: [groupOf('ShellGroup')] };
  expect(openOn('Hosts', group({ NetworkInterfaces: [open] }))).toBe('tcp 22');
  expect(openOn('Hosts', group({ SecurityGroupIds: [groupOf('ShellGroup')] }))).toBeUndefined();
});

const PUBLIC_DATA = {
  Data: { PubliclyAccessible: true },
  Subnets: { SubnetIds: [ref('PublicSubnet')] },
  DataGroup: { SecurityGroupIngress: [port(3306, { CidrIp: '0.0.0.0/0' })] },
};

it.each<[what: string, resources: Resources, open: string | undefined]>([
  ['a public database', changed(PUBLIC_DATA), 'tcp 3306'],
  [
    'a database in the default VPC',
    changed({ ...PUBLIC_DATA, Data: { PubliclyAccessible: true, DBSubnetGroupName: undefined } }),
    'perhaps: its subnets are those of the default VPC, which no template has',
  ],
  [
    'a rule of a group that is not known',
    changed(
      { ...PUBLIC_DATA, DataGroup: { SecurityGroupIngress: [] } },
      { Rule: of('EC2::SecurityGroupIngress', { GroupId: ref('Group'), ...port(3306, { CidrIp: '0.0.0.0/0' }) }) },
    ),
    'perhaps: the group of the rule Rule is not known: the reference Group of the stack app has no value before deploy',
  ],
  [
    'a rule of another group',
    changed(
      { ...PUBLIC_DATA, DataGroup: { SecurityGroupIngress: [] } },
      { Rule: of('EC2::SecurityGroupIngress', { GroupId: 'sg-1', ...port(3306, { CidrIp: '0.0.0.0/0' }) }) },
    ),
    undefined,
  ],
  [
    'a route table in no template',
    changed({ ...PUBLIC_DATA, A: { RouteTableId: 'rtb-1' } }),
    'perhaps: the route table rtb-1 is in no template',
  ],
  [
    'a route to a prefix list',
    changed({ ...PUBLIC_DATA, PublicRoute: { DestinationCidrBlock: undefined, DestinationPrefixListId: 'pl-1' } }),
    'perhaps: where the route to app-Gateway-… leads is not known',
  ],
])('decides about %s', (_, resources, open) => {
  expect(openOn('Data', resources)).toBe(open);
});
