import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** AWS Backup knows no caches: ElastiCache takes the snapshots itself. */
export const cacheIsBackedUp = ruleFor({
  name: 'CacheIsBackedUp',
  control: '164.308(a)(7)(ii)(A)',
  sameAs: 'AWS Config: ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK',
  types: ['AWS::ElastiCache::ReplicationGroup'],
  wrong: ({ properties: { SnapshotRetentionLimit } }) =>
    Number(SnapshotRetentionLimit ?? 0) >= 15
      ? undefined
      : `Daily snapshots of the cache are kept for ${shown(SnapshotRetentionLimit)} days. Allowed: 15 to 35.`,
  examples: {
    fails: [
      ['no snapshots', only('AWS::ElastiCache::ReplicationGroup', {})],
      ['a week', only('AWS::ElastiCache::ReplicationGroup', { SnapshotRetentionLimit: 7 })],
    ],
    passes: [['15 days', only('AWS::ElastiCache::ReplicationGroup', { SnapshotRetentionLimit: 15 })]],
  },
});
