import type { PlatformRule } from '../rule';

/**
 * CloudFormation takes 500 resources in a stack, and a queue has 10: the queue, its dead-letter queue, their policies and alarms. The
 * database and its backups have the rest. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAX_QUEUES = 40;

export const queuesFitAStack: PlatformRule = ({ queues }) =>
  Object.keys(queues)
    .slice(MAX_QUEUES)
    .map((name, index) => ({
      path: ['queues', name],
      given: name,
      message: `is queue ${MAX_QUEUES + index + 1} of the platform, and the stack of an environment has room for ${MAX_QUEUES}`,
      allowed: `at most ${MAX_QUEUES} queues`,
      fix: 'move some queues to another platform',
    }));
