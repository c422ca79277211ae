// What has addresses in subnets, read from templates.
import { idsOf } from '../../../libs/access-analysis/src/network/values';
import type { Resolver } from '../../../libs/access-analysis/src/template/resolver';
import { literal, refTo } from './net';
import type { All, Found, Host, Properties, Subnet } from './net';

/** The hosts of some stacks: databases, caches, services, and load balancers. */
export function hostsIn(all: All, subnets: ReadonlyMap<string, Subnet>): Host[] {
  const groupsOf = new Map(
    ['RDS::DBSubnetGroup', 'ElastiCache::SubnetGroup'].flatMap((type) =>
      all(type).map((each) => [refTo(each).toLowerCase(), list(each.resolver, each.properties['SubnetIds'])] as const),
    ),
  );
  const inGroup = ({ resolver }: Found, name: unknown) => groupsOf.get(literal(resolver, name).toLowerCase()) ?? [];
  const host = ({ resolver, id }: Found, where: readonly string[], groups: unknown, own: Partial<Host>): Host => ({
    key: `${resolver.stack.name}/${id}`,
    subnets: where.map((each) => subnets.get(each) ?? fail(`the subnet ${each} is in no template`)),
    groups: list(resolver, groups),
    ...{ hasPublicAddress: false, listensOn: undefined, forwardsTo: undefined, targetGroups: [] },
    ...own,
  });
  const databases = all('RDS::DBInstance').map((each) => {
    const { resolver, properties } = each;
    const clusterId = properties['DBClusterIdentifier'] as { readonly Ref: string } | undefined;
    const cluster =
      clusterId === undefined ? {} : (resolver.stack.template.Resources?.[clusterId.Ref]?.Properties ?? {});
    const isPublic = properties['PubliclyAccessible'];
    return host(
      each,
      inGroup(each, properties['DBSubnetGroupName'] ?? cluster['DBSubnetGroupName']),
      properties['VPCSecurityGroups'] ?? cluster['VpcSecurityGroupIds'],
      {
        listensOn: [databasePort(resolver, { ...cluster, ...properties })],
        hasPublicAddress: isPublic === undefined || literal(resolver, isPublic) === 'true',
      },
    );
  });
  const clusters = all('RDS::DBCluster').map((each) =>
    host(each, inGroup(each, each.properties['DBSubnetGroupName']), each.properties['VpcSecurityGroupIds'], {
      listensOn: [databasePort(each.resolver, each.properties)],
      hasPublicAddress: each.properties['PubliclyAccessible'] === true,
    }),
  );
  const caches = all('ElastiCache::ReplicationGroup').map((each) =>
    host(each, inGroup(each, each.properties['CacheSubnetGroupName']), each.properties['SecurityGroupIds'], {
      listensOn: [Number(each.properties['Port'] ?? 6379)],
    }),
  );
  const services = all('ECS::Service').map((each) => {
    const { AwsvpcConfiguration: place = {} } = each.properties['NetworkConfiguration'] as Readonly<
      Record<string, Properties>
    >;
    const balancers = (each.properties['LoadBalancers'] ?? []) as readonly Properties[];
    return host(each, list(each.resolver, place['Subnets']), place['SecurityGroups'], {
      hasPublicAddress: place['AssignPublicIp'] === 'ENABLED',
      targetGroups: balancers.map(({ TargetGroupArn }) => literal(each.resolver, TargetGroupArn)),
    });
  });
  return [...databases, ...clusters, ...caches, ...services, ...balancersIn(all, host)];
}

function balancersIn(
  all: All,
  host: (found: Found, where: readonly string[], groups: unknown, own: Partial<Host>) => Host,
): Host[] {
  return all('ElasticLoadBalancingV2::LoadBalancer').map((each) => {
    const { resolver, properties } = each;
    const own = all('ElasticLoadBalancingV2::Listener').filter(
      (listener) => literal(listener.resolver, listener.properties['LoadBalancerArn']) === refTo(each),
    );
    const names = own.map(refTo);
    const rules = all('ElasticLoadBalancingV2::ListenerRule').filter((rule) =>
      names.includes(literal(rule.resolver, rule.properties['ListenerArn'])),
    );
    return host(each, list(resolver, properties['Subnets']), properties['SecurityGroups'], {
      hasPublicAddress: properties['Scheme'] !== 'internal',
      listensOn: own.map((listener) => Number(listener.properties['Port'])),
      forwardsTo: [...own, ...rules].flatMap((found) =>
        targetsIn(found.properties).map((target) => literal(found.resolver, target)),
      ),
    });
  });
}

function targetsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'TargetGroupArn' ? [each] : targetsIn(each)));
}

function databasePort(resolver: Resolver, { Port, Engine }: Properties): number {
  if (Port !== undefined) return Number(literal(resolver, Port));
  return /postgres/.test(literal(resolver, Engine)) ? 5432 : 3306;
}

function list(resolver: Resolver, value: unknown): string[] {
  return idsOf(value, resolver).map(({ id, reason }) => id ?? fail(reason));
}

function fail(reason: string): never {
  throw new Error(reason);
}
