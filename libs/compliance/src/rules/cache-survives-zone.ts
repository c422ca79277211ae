import { only, PRODUCTION } from './examples';
import { ruleFor } from './rule';
import { inProduction, shown } from './template-values';

/** A replica takes over when a node of production fails, with what the services have stored. */
export const cacheSurvivesZone = ruleFor({
  name: 'CacheSurvivesZone',
  control: '164.308(a)(7)(ii)(C)',
  sameAs: 'AWS Config: ELASTICACHE_REPL_GRP_AUTO_FAILOVER_ENABLED',
  types: ['AWS::ElastiCache::ReplicationGroup'],
  where: inProduction,
  wrong: ({ properties: { AutomaticFailoverEnabled, MultiAZEnabled } }) =>
    AutomaticFailoverEnabled === true && MultiAZEnabled === true
      ? undefined
      : `No node in another zone takes over for the cache of production: AutomaticFailoverEnabled is ${shown(AutomaticFailoverEnabled)} and MultiAZEnabled is ${shown(MultiAZEnabled)}. Allowed: true, with two nodes or more.`,
  examples: {
    fails: [
      ['one node', only('AWS::ElastiCache::ReplicationGroup', { ...PRODUCTION, AutomaticFailoverEnabled: false })],
      [
        'a replica in the same zone',
        only('AWS::ElastiCache::ReplicationGroup', {
          ...PRODUCTION,
          AutomaticFailoverEnabled: true,
          MultiAZEnabled: false,
        }),
      ],
    ],
    passes: [
      [
        'two zones',
        only('AWS::ElastiCache::ReplicationGroup', {
          ...PRODUCTION,
          AutomaticFailoverEnabled: true,
          MultiAZEnabled: true,
        }),
      ],
      ['one node elsewhere', only('AWS::ElastiCache::ReplicationGroup', { AutomaticFailoverEnabled: false })],
    ],
  },
});
