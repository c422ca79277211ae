import { queuePlaces } from '../queue-places';
import type { ServiceRule } from '../rule';

/** More tasks shorten a queue only if the tasks receive from it. */
export const scalesOnAQueueItReceives: ServiceRule = (service, platform) =>
  queuePlaces(service)
    .filter(
      ({ queue, scales }) =>
        scales && Object.hasOwn(platform.queues, queue) && !['receive', 'both'].includes(service.queues[queue] ?? ''),
    )
    .map(({ path, queue }) => ({
      path,
      given: queue,
      restsOn: [path, ['queues']],
      message: 'is a queue that the service does not receive from, so more tasks would not shorten it',
      allowed: 'a queue that the service names under queues with receive or both',
      fix: `write "${queue}: receive" under queues`,
    }));
