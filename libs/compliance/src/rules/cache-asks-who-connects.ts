import { only, resource } from './examples';
import { ruleFor } from './rule';
import { listOf } from './template-values';

/** A cache without users lets in everyone who reaches its port. */
export const cacheAsksWhoConnects = ruleFor({
  name: 'CacheAsksWhoConnects',
  control: '164.312(d)',
  sameAs: 'AWS Config: ELASTICACHE_REPL_GRP_REDIS_AUTH_ENABLED, or users of a group',
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::User'],
  wrong: ({ type, properties }) => {
    if (type === 'AWS::ElastiCache::User') {
      return properties['NoPasswordRequired'] === true ||
        (properties['AuthenticationMode'] as { readonly Type?: unknown } | undefined)?.Type === 'no-password-required'
        ? 'The user of the cache signs in without a password and without IAM. Allowed: AuthenticationMode with the type iam or password.'
        : undefined;
    }
    return listOf(properties['UserGroupIds']).length > 0 || properties['AuthToken'] !== undefined
      ? undefined
      : 'The cache lets in everyone who reaches its port: it has no users and no token. Allowed: UserGroupIds with a group of users.';
  },
  examples: {
    fails: [
      ['a cache for everyone', only('AWS::ElastiCache::ReplicationGroup', {})],
      ['a user without a password', only('AWS::ElastiCache::User', { NoPasswordRequired: true })],
      [
        'a user of the type without a password',
        only('AWS::ElastiCache::User', { AuthenticationMode: { Type: 'no-password-required' } }),
      ],
    ],
    passes: [
      [
        'a cache with users',
        only(
          'AWS::ElastiCache::ReplicationGroup',
          { UserGroupIds: [{ Ref: 'Users' }] },
          { Users: resource('AWS::ElastiCache::UserGroup', {}) },
        ),
      ],
      ['a cache with a token', only('AWS::ElastiCache::ReplicationGroup', { AuthToken: { Ref: 'Token' } })],
      ['a user of IAM', only('AWS::ElastiCache::User', { AuthenticationMode: { Type: 'iam' } })],
    ],
  },
});
