import type { PlatformRule } from '../rule';

/**
 * CloudFormation takes 500 resources in a stack, and a queue has 10: the queue, its dead-letter queue, their policies and alarms. The
 * database and its backups have the rest. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MAX_QUEUES = 40;
/** A further database has as many resources as this many queues, or fewer. */
const QUEUES_A_DATABASE = 3;

export const queuesFitAStack: PlatformRule = ({ queues, databases }) => {
  const room = Math.max(0, MAX_QUEUES - QUEUES_A_DATABASE * Object.keys(databases).length);
  return Object.keys(queues)
    .slice(room)
    .map((name, index) => ({
      path: ['queues', name],
      given: name,
      message: `is queue ${room + index + 1} of the platform, and the stack of an environment has room for ${room}`,
      allowed: `at most ${room} queues`,
      restsOn: [['queues'], ['databases']],
      fix: 'move some queues to another platform',
    }));
};
