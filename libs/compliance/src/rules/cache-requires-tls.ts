import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** The hop from a service to its cache. */
export const cacheRequiresTls = ruleFor({
  name: 'CacheRequiresTls',
  control: '164.312(e)(2)(ii)',
  sameAs: 'AWS Config: ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT',
  types: ['AWS::ElastiCache::ReplicationGroup'],
  wrong: ({ properties }) =>
    properties['TransitEncryptionEnabled'] === true &&
    (properties['TransitEncryptionMode'] ?? 'required') === 'required'
      ? undefined
      : `The cache accepts connections without TLS: TransitEncryptionEnabled is ${shown(properties['TransitEncryptionEnabled'])}. Allowed: true, with the mode required.`,
  examples: {
    fails: [
      ['a cache without TLS', only('AWS::ElastiCache::ReplicationGroup', {})],
      [
        'a cache that prefers TLS',
        only('AWS::ElastiCache::ReplicationGroup', {
          TransitEncryptionEnabled: true,
          TransitEncryptionMode: 'preferred',
        }),
      ],
    ],
    passes: [['a cache with TLS', only('AWS::ElastiCache::ReplicationGroup', { TransitEncryptionEnabled: true })]],
  },
});
