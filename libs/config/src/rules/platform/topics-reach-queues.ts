import { nearest } from '@careplane/problems';
import type { PlatformRule } from '../rule';

/** Subscribers are queues of the platform that SNS can deliver to. */
export const topicsReachQueues: PlatformRule = ({ topics, queues }) =>
  Object.entries(topics).flatMap(([topic, { subscribers }]) =>
    Object.keys(subscribers).flatMap((queue) => {
      const at = { path: ['topics', topic, 'subscribers', queue], given: queue, restsOn: [['topics'], ['queues']] };
      const known = Object.keys(queues);
      if (queues[queue] === undefined) {
        const guess = nearest(queue, known);
        return [
          {
            ...at,
            message: 'is a queue that the platform does not have',
            allowed: known.length === 0 ? 'a queue of this file, which has none' : `one of ${known.join(', ')}`,
            fix: guess === undefined ? `add ${queue} to queues` : `did you mean "${guess}"?`,
          },
        ];
      }
      // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
      return queues[queue].fifo
        ? [
            {
              ...at,
              message: 'is a FIFO queue, and a topic of the platform gives no order',
              allowed: 'a queue without fifo',
              fix: 'send to this queue directly, or give the subscriber a queue without fifo',
            },
          ]
        : [];
    }),
  );
