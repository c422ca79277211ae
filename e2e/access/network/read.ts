// What decides about packets, read from templates. Names and references are resolved by the product; what they mean is not.
import type { Resolver } from '../../../libs/access-analysis/src/template/resolver';
import { resourcesOf } from '../../../libs/access-analysis/src/template/stack';
import { blockOf } from './addresses';
import { hostsIn } from './hosts';
import { literal, refTo } from './net';
import type { AclEntry, All, Filter, Found, GroupRule, Groups, Net, Properties, Route, Subnet } from './net';

/** The network of some stacks. */
export function readNet(resolvers: readonly Resolver[]): Net {
  const all = (type: string): Found[] =>
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, `AWS::${type}`).map(({ id, properties }) => ({ resolver, id, properties })),
    );
  const subnets = new Map(subnetsIn(all).map((subnet) => [subnet.id, subnet]));
  return {
    subnets,
    groups: groupsIn(all),
    natSubnets: new Map(
      all('EC2::NatGateway').map((each) => [refTo(each), literal(each.resolver, each.properties['SubnetId'])]),
    ),
    hosts: hostsIn(all, subnets),
  };
}

function subnetsIn(all: All): Subnet[] {
  const associated = (type: string, property: string) =>
    new Map(
      all(type).map(({ resolver, properties }) => [
        literal(resolver, properties['SubnetId']),
        literal(resolver, properties[property]),
      ]),
    );
  const tables = associated('EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associated('EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const vpcs = new Map(
    all('EC2::VPC').map((each) => [refTo(each), blockOf(literal(each.resolver, each.properties['CidrBlock']))]),
  );
  return all('EC2::Subnet').map((each): Subnet => {
    const id = refTo(each);
    const local = vpcs.get(literal(each.resolver, each.properties['VpcId']));
    if (local === undefined) throw new Error(`the VPC of ${id} is in no template`);
    const acl = acls.get(id);
    return {
      id,
      local,
      block: blockOf(literal(each.resolver, each.properties['CidrBlock'])),
      routes: all('EC2::Route')
        .filter(({ resolver, properties }) => literal(resolver, properties['RouteTableId']) === tables.get(id))
        .map(routeOf),
      acl:
        acl === undefined
          ? undefined
          : all('EC2::NetworkAclEntry')
              .filter(({ resolver, properties }) => literal(resolver, properties['NetworkAclId']) === acl)
              .map(entryOf)
              .sort((a, b) => a.number - b.number),
    };
  });
}

function routeOf({ resolver, properties }: Found): Route {
  const block = blockOf(literal(resolver, properties['DestinationCidrBlock']));
  const { GatewayId: gateway, NatGatewayId: nat } = properties;
  if (gateway !== undefined) return { block, target: 'internet gateway', id: literal(resolver, gateway) };
  return { block, target: 'NAT gateway', id: literal(resolver, nat) };
}

function entryOf({ resolver, properties }: Found): AclEntry {
  const { From, To } = (properties['PortRange'] ?? {}) as Properties;
  return {
    ...filterOf(resolver, { IpProtocol: properties['Protocol'], FromPort: From, ToPort: To }),
    block: blockOf(literal(resolver, properties['CidrBlock'])),
    number: Number(properties['RuleNumber']),
    isEgress: properties['Egress'] === true,
    allows: properties['RuleAction'] === 'allow',
  };
}

const PROTOCOLS: Readonly<Record<string, string>> = { 6: 'tcp', 17: 'udp', 1: 'icmp' };

function filterOf(resolver: Resolver, { IpProtocol, FromPort, ToPort }: Properties): Omit<Filter, 'block'> {
  const protocol = literal(resolver, IpProtocol);
  return {
    protocol: PROTOCOLS[protocol] ?? protocol,
    firstPort: FromPort === undefined ? 0 : Number(literal(resolver, FromPort)),
    lastPort: ToPort === undefined ? 65_535 : Number(literal(resolver, ToPort)),
  };
}

function groupsIn(all: All): Map<string, Groups> {
  const separate = (type: string, group: string): GroupRule[] =>
    all(type)
      .filter(({ resolver, properties }) => literal(resolver, properties['GroupId']) === group)
      .map(({ resolver, properties }) => ruleOf(resolver, properties));
  return new Map(
    all('EC2::SecurityGroup').map(({ resolver, id, properties }) => {
      const group = literal(resolver, { 'Fn::GetAtt': [id, 'GroupId'] });
      const inline = (name: string) =>
        ((properties[name] ?? []) as readonly Properties[]).map((rule) => ruleOf(resolver, rule));
      const out = inline('SecurityGroupEgress');
      // EC2 makes this rule if the template has none.
      const everywhere = {
        protocol: '-1',
        firstPort: 0,
        lastPort: 65_535,
        block: blockOf('0.0.0.0/0'),
        group: undefined,
      };
      return [
        group,
        {
          ingress: [...inline('SecurityGroupIngress'), ...separate('EC2::SecurityGroupIngress', group)],
          egress: [...(out.length === 0 ? [everywhere] : out), ...separate('EC2::SecurityGroupEgress', group)],
        },
      ];
    }),
  );
}

function ruleOf(resolver: Resolver, rule: Properties): GroupRule {
  const peer = rule['SourceSecurityGroupId'] ?? rule['DestinationSecurityGroupId'];
  return {
    ...filterOf(resolver, rule),
    block: rule['CidrIp'] === undefined ? undefined : blockOf(literal(resolver, rule['CidrIp'])),
    group: peer === undefined ? undefined : literal(resolver, peer),
  };
}
