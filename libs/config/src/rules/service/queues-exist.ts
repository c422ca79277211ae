import { nearest } from '@careplane/problems';
import { queuePlaces } from '../queue-places';
import type { ServiceRule } from '../rule';

export const queuesExist: ServiceRule = (service, platform) => {
  const known = Object.keys(platform.queues);
  return queuePlaces(service)
    .filter(({ queue }) => !known.includes(queue))
    .map(({ path, queue }) => {
      const guess = nearest(queue, known);
      return {
        path,
        given: queue,
        restsOnPlatform: [['queues']],
        message: 'is a queue that the platform does not have',
        allowed: known.length === 0 ? 'a queue of platform.yaml, which has none' : `one of ${known.join(', ')}`,
        fix: guess === undefined ? `add ${queue} to queues in platform.yaml` : `did you mean "${guess}"?`,
      };
    });
};
