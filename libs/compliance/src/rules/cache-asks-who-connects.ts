import { only, resource } from './examples';
import { ruleFor } from './rule';
import { listOf } from './template-values';

/** Whether CloudFormation reads a password from a secret. A text of the template is a password that everyone can read. */
function isReference(password: unknown): boolean {
  const text = JSON.stringify(password);
  return text.includes('{{resolve:secretsmanager:') || text.includes('{{resolve:ssm-secure:');
}

/** A cache without users lets in everyone who reaches its port. */
export const cacheAsksWhoConnects = ruleFor({
  name: 'CacheAsksWhoConnects',
  control: '164.312(d)',
  sameAs: 'AWS Config: ELASTICACHE_REPL_GRP_REDIS_AUTH_ENABLED, or users of a group',
  types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::User'],
  wrong: ({ type, properties }) => {
    if (type === 'AWS::ElastiCache::User') {
      const mode = properties['AuthenticationMode'] as
        { readonly Type?: unknown; readonly Passwords?: unknown } | undefined;
      if (properties['NoPasswordRequired'] === true || mode?.Type === 'no-password-required') {
        return 'The user of the cache signs in without a password and without IAM. Allowed: AuthenticationMode with the type iam or password.';
      }
      return [...listOf(properties['Passwords']), ...listOf(mode?.Passwords)].every(isReference)
        ? undefined
        : 'The password of the user of the cache is in the template. Allowed: a reference to a secret, {{resolve:secretsmanager:…}}.';
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
        'a user whose password is in the template',
        only('AWS::ElastiCache::User', { AuthenticationMode: { Type: 'password', Passwords: ['not-so-secret-1234'] } }),
      ],
      ['a user with an older form of it', only('AWS::ElastiCache::User', { Passwords: ['not-so-secret-1234'] })],
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
      [
        'a user whose password is in a secret',
        only('AWS::ElastiCache::User', {
          AuthenticationMode: { Type: 'password', Passwords: ['{{resolve:secretsmanager:work:SecretString:::}}'] },
        }),
      ],
      ['a user of IAM', only('AWS::ElastiCache::User', { AuthenticationMode: { Type: 'iam' } })],
    ],
  },
});
