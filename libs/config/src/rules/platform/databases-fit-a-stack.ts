import type { PlatformRule } from '../rule';

/**
 * CloudFormation takes 500 resources in a stack. The first database, its backups and 40 queues need 450 of them, and each further database
 * as many as three queues at most. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_DATABASES = 8;

export const databasesFitAStack: PlatformRule = ({ databases }) =>
  Object.keys(databases)
    .slice(MAX_DATABASES)
    .map((key, index) => ({
      path: ['databases', key],
      given: key,
      message: `is further database ${MAX_DATABASES + index + 1} of the platform, and the stack of an environment has room for ${MAX_DATABASES}`,
      allowed: `at most ${MAX_DATABASES} databases under databases`,
      fix: 'move some databases to another platform',
    }));
