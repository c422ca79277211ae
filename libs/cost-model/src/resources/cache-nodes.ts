import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { cacheSupport } from './service-support';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';

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
  charges: ({ resource, date }) => {
    const engine = resource.text('Engine', 'redis');
    const whole = resource.number('NumCacheClusters', undefined);
    const groups = resource.number('NumNodeGroups', 1);
    const replicas = resource.number('ReplicasPerNodeGroup', 0);
    const counted = groups && replicas && groups.times(replicas.plus(1));
    const isWhole = resource.value('NumCacheClusters') !== undefined;
    return withSupport(nodes(resource, engine, isWhole ? whole : counted), resource, engine, date);
  },
};

function withSupport(
  charged: Component,
  resource: Priceable['resource'],
  engine: string | undefined,
  date: string,
): Component[] {
  return [charged, ...cacheSupport(charged, engine, resource.text('EngineVersion'), date)];
}

function nodes(resource: Priceable['resource'], engine: string | undefined, count: Exact | undefined): Component {
  const nodeClass = resource.text('CacheNodeType');
  const known = nodeClass !== undefined && nodeClass !== '' && engine !== undefined;
  const price = known ? `AmazonElastiCache/NodeUsage:${nodeClass}/${engine.toLowerCase()}` : undefined;
  return charge(
    `Nodes (${engine ?? 'engine not known'}, ${nodeClass ?? 'class not known'})`,
    'hours',
    count?.times(exact(HOURS_A_MONTH)),
    price,
    { unresolved: 'The number of nodes' },
  );
}
