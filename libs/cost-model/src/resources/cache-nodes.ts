import type { Exact, Range } from '../estimate-types';
import { exact, flat, mapRange, multiplyRanges, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { isMap } from '../template/value';
import { cacheSupport } from './service-support';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';
import { scalableTarget, scaledAmount } from './scalable-target';

/** @see https://aws.amazon.com/elasticache/pricing/ */
export const cacheCluster: PricedType = {
  type: 'AWS::ElastiCache::CacheCluster',
  charges: ({ resource, date }) => {
    const engine = resource.text('Engine', 'redis');
    return withSupport(nodes(resource, engine, resource.number('NumCacheNodes', 1)), resource, engine, date);
  },
};

/** Each shard has a primary and its replicas. @see https://aws.amazon.com/elasticache/pricing/ */
export const replicationGroup: PricedType = {
  type: 'AWS::ElastiCache::ReplicationGroup',
  charges: (priceable) => {
    const { resource, date } = priceable;
    const engine = resource.text('Engine', 'redis');
    return withSupport(nodes(resource, engine, nodesOfGroup(priceable)), resource, engine, date);
  },
};

/** What scaling of the shards and of their replicas leaves of the declared number. */
function nodesOfGroup(priceable: Priceable): Exact | Range | undefined {
  const { resource } = priceable;
  const [ofShards, ofReplicas] = [
    scalableTarget(priceable, 'elasticache:replication-group:NodeGroups'),
    scalableTarget(priceable, 'elasticache:replication-group:Replicas'),
  ];
  const isWhole = resource.value('NumCacheClusters') !== undefined;
  if (ofShards === undefined && ofReplicas === undefined) {
    return isWhole ? resource.number('NumCacheClusters', undefined) : nodesOfShards(resource);
  }
  const shards = scaledAmount(resource.number('NumNodeGroups', 1), ofShards);
  const declared = isWhole
    ? resource.number('NumCacheClusters', 1)?.minus(1)
    : resource.number('ReplicasPerNodeGroup', 0);
  const replicas = scaledAmount(declared, ofReplicas);
  return (
    shards &&
    replicas &&
    multiplyRanges(
      shards,
      mapRange(replicas, (count) => count.plus(1)),
    )
  );
}

/** The shards that are listed one by one may have replicas of their own. */
function nodesOfShards(resource: Priceable['resource']): Exact | undefined {
  const shards = resource.list('NodeGroupConfiguration');
  const groups = resource.number('NumNodeGroups', Math.max(shards?.length ?? 1, 1));
  const replicas = resource.number('ReplicasPerNodeGroup', 0);
  if (shards === undefined || groups === undefined || replicas === undefined) return undefined;
  const own = shards.map((shard) => (isMap(shard) ? shard['ReplicaCount'] : shard));
  if (own.some((count) => count !== undefined && !/^\d{1,3}$/.test(String(count)))) return undefined;
  const listed = own.reduce(
    (sum: Exact, count) => sum.plus(count === undefined ? replicas : String(count)).plus(1),
    exact(0),
  );
  const others = groups.minus(shards.length);
  return others.gt(0) ? listed.plus(others.times(replicas.plus(1))) : listed;
}

function withSupport(
  charged: Component,
  resource: Priceable['resource'],
  engine: string | undefined,
  date: string,
): Component[] {
  return [charged, ...cacheSupport(charged, engine, resource.text('EngineVersion'), date)];
}

function nodes(
  resource: Priceable['resource'],
  engine: string | undefined,
  count: Exact | Range | undefined,
): Component {
  const nodeClass = resource.text('CacheNodeType');
  const known = nodeClass !== undefined && nodeClass !== '' && engine !== undefined;
  const price = known ? `AmazonElastiCache/NodeUsage:${nodeClass}/${engine.toLowerCase()}` : undefined;
  return charge(
    `Nodes (${engine ?? 'engine not known'}, ${nodeClass ?? 'class not known'})`,
    'hours',
    count && scaleRange('expected' in count ? count : flat(count), HOURS_A_MONTH),
    price,
    { unresolved: 'The number of nodes' },
  );
}
