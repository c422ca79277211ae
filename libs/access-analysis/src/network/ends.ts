import { textWords } from '../policy/text';
import { tagsOf } from '../template/principals';
import type { Resolver } from '../template/resolver';
import { constructPath, isMap, listOf, resourcesOf } from '../template/stack';
import type { NetworkEnd } from './end';
import { END_TYPES, SUBNET_GROUPS } from './end-types';
import type { EndType } from './end-types';
import { withInterfaces } from './instances';
import { balancersOf } from './load-balancers';
import type { Balancer } from './load-balancers';
import type { Subnet } from './subnets';
import { ALL_TRAFFIC, trafficOf } from './traffic';
import type { Traffic } from './traffic';
import { idsOf, numberOf } from './values';
import type { MaybeId } from './values';

type Properties = Readonly<Record<string, unknown>>;

interface Facts {
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Subnets of subnet groups, by the group's name. */
  readonly subnetGroups: ReadonlyMap<string, readonly MaybeId[]>;
  readonly balancers: ReadonlyMap<string, readonly Balancer[]>;
}

/** Everything with network interfaces in the VPCs of some stacks. */
export function endsOf(resolvers: readonly Resolver[], subnets: ReadonlyMap<string, Subnet>): NetworkEnd[] {
  const facts = { subnets, subnetGroups: subnetGroupsOf(resolvers), balancers: balancersOf(resolvers) };
  return resolvers.flatMap((resolver) =>
    resourcesOf(resolver.stack, ...Object.keys(END_TYPES)).flatMap(({ id, type, properties: own, resource }) => {
      const shape = END_TYPES[type];
      if (shape === undefined) return [];
      const properties = withInterfaces(id, type, withCluster(own, resolver), resolver);
      const places = placesOf(properties, shape, resolver, facts);
      if (places.length === 0) return [];
      const known = places.flatMap((place) => subnets.get(place.id ?? '') ?? []);
      const path = constructPath(resource);
      const end: NetworkEnd = {
        name: path?.replace(/\/Resource$/, '') ?? `${resolver.stack.name}/${id}`,
        kind: shape.kind,
        stack: resolver.stack.name,
        id,
        path,
        tags: tagsOf(properties, resolver),
        subnets: known,
        unknownSubnets: places.filter(({ id: own }) => !subnets.has(own ?? '')).map(placeWords),
        groups: securityGroups(properties, type, shape, resolver),
        isPublic: isPublic(properties, shape, resolver, known),
        listens: portsOf(properties, shape, resolver),
        hasFirewall: false,
        forwardsTo: [],
        targetOf: targetGroupsOf(properties, resolver),
      };
      const balancers = facts.balancers.get(textWords(resolver.arnOf(id) ?? [])) ?? [];
      if (balancers.length > 0)
        return balancers.map(({ suffix, ...balancer }) => ({ ...end, ...balancer, name: `${end.name}${suffix}` }));
      return [end];
    }),
  );
}

/** An instance of a database cluster is where its cluster is. */
function withCluster(properties: Properties, { stack }: Resolver): Properties {
  const reference = properties['DBClusterIdentifier'];
  const id = isMap(reference) && typeof reference['Ref'] === 'string' ? reference['Ref'] : undefined;
  const cluster = id === undefined ? undefined : stack.template.Resources?.[id]?.Properties;
  if (cluster === undefined) return properties;
  const { DBSubnetGroupName, VpcSecurityGroupIds, Port } = cluster;
  return { DBSubnetGroupName, VPCSecurityGroups: VpcSecurityGroupIds, Port, ...properties };
}

function placeWords({ id, reason }: MaybeId): string {
  return id === undefined ? reason : `the subnet ${id} is in no template`;
}

/** The value at a path such as `VpcConfig.SubnetIds`. */
function at(properties: Properties, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return (value as unknown[])[Number(key)];
    return isMap(value) ? value[key] : undefined;
  }, properties);
}

function placesOf(properties: Properties, shape: EndType, resolver: Resolver, facts: Facts): MaybeId[] {
  const inDefault = [{ id: undefined, reason: 'its subnets are those of the default VPC, which no template has' }];
  if (shape.subnets !== undefined) {
    const found = idsOf(at(properties, shape.subnets), resolver);
    return found.length === 0 && shape.takesAddressOfSubnet === true ? inDefault : found;
  }
  const name = shape.subnetGroup === undefined ? undefined : properties[shape.subnetGroup.property];
  if (name === undefined) return inDefault;
  const literal = textWords(resolver.text(name));
  const found = facts.subnetGroups.get(literal.toLowerCase());
  return found === undefined
    ? [{ id: undefined, reason: `the subnet group ${literal} is in no template` }]
    : [...found];
}

function subnetGroupsOf(resolvers: readonly Resolver[]): Map<string, readonly MaybeId[]> {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, ...Object.keys(SUBNET_GROUPS)).map(({ id, type, properties }) => {
        const own = properties[SUBNET_GROUPS[type] ?? ''];
        const name = textWords(resolver.text(own ?? { Ref: id })).toLowerCase();
        return [name, idsOf(properties['SubnetIds'], resolver)] as const;
      }),
    ),
  );
}

function securityGroups(
  properties: Properties,
  type: string,
  shape: EndType,
  resolver: Resolver,
): readonly MaybeId[] | undefined {
  const groups = idsOf(at(properties, shape.groups), resolver);
  if (groups.length > 0) return groups;
  // Only application load balancers have the default group; the others forward everything.
  const isApplication = ['', 'application'].includes(resolver.literal(properties['Type'] ?? '') ?? '');
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && !isApplication) return undefined;
  return [{ id: undefined, reason: 'the default security group of the VPC has rules that no template has' }];
}

function isPublic(
  properties: Properties,
  { isPublic: flag, takesAddressOfSubnet }: EndType,
  resolver: Resolver,
  subnets: readonly Subnet[],
): boolean | undefined {
  const own = takesAddressOfSubnet === true ? properties['AssociatePublicIpAddress'] : undefined;
  if (takesAddressOfSubnet === true && own === undefined) {
    return subnets.length === 0 ? undefined : subnets.some(({ givesPublicAddresses }) => givesPublicAddresses);
  }
  if (own !== undefined) {
    const written = resolver.literal(own);
    return written === undefined ? undefined : written === 'true';
  }
  if (flag === undefined) return false;
  const value = at(properties, flag.property);
  if (value === undefined) return flag.byDefault ?? false;
  const known = resolver.literal(value);
  return known === undefined ? undefined : known.toLowerCase() === flag.value.toLowerCase();
}

/** Default ports of the engines of RDS (Amazon RDS User Guide, `CreateDBInstance`). */
const ENGINE_PORTS: readonly (readonly [RegExp, number])[] = [
  [/postgres/, 5432],
  [/mysql|mariadb|^aurora$/, 3306],
  [/sqlserver/, 1433],
  [/oracle/, 1521],
  [/db2/, 50_000],
];

function portsOf(properties: Properties, { port }: EndType, resolver: Resolver): Traffic {
  if (port === undefined) return ALL_TRAFFIC;
  const written = port.property === undefined ? undefined : properties[port.property];
  if (written !== undefined) {
    const number = numberOf(written, resolver);
    return number === undefined ? ALL_TRAFFIC : trafficOf('tcp', number);
  }
  const engine = resolver.literal(properties['Engine']) ?? '';
  const byDefault = port.byDefault ?? ENGINE_PORTS.find(([pattern]) => pattern.test(engine))?.[1];
  return byDefault === undefined ? ALL_TRAFFIC : trafficOf('tcp', byDefault);
}

function targetGroupsOf(properties: Properties, resolver: Resolver): string[] {
  const ofService = listOf(properties['LoadBalancers']).flatMap((each) =>
    isMap(each) && each['TargetGroupArn'] !== undefined ? [each['TargetGroupArn']] : [],
  );
  return [...ofService, ...listOf(properties['TargetGroups'])].map((each) => textWords(resolver.text(each)));
}
