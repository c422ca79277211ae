import type { PlatformRule } from '../rule';

/** CloudFormation's schema of AWS::SSO::PermissionSet wants one of these in each key and value of a tag. */
const WANTED = /[\w+=,.@-]/;

export const tagsFitIdentityCenter: PlatformRule = ({ identity, tags }) =>
  identity?.identityCenter === undefined
    ? []
    : Object.entries(tags)
        .filter(([key, value]) => !WANTED.test(key) || !WANTED.test(value))
        .map(([key, value]) => ({
          path: ['tags', key],
          given: `${key}: ${value}`,
          message: 'is a tag that permission sets of Identity Center cannot have',
          allowed: 'a key and a value with at least one of A to Z, a to z, 0 to 9 and _ + = . @ -',
          fix: 'write the key and the value in Latin letters',
        }));
