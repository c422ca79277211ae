import type { PlatformWideRule } from '../rule';

/** Messages that no one receives are lost after the retention period. */
export const queuesHaveConsumers: PlatformWideRule = (services, platform) =>
  Object.keys(platform.queues)
    .filter((queue) => !services.some(({ value }) => ['receive', 'both'].includes(value.queues[queue] ?? '')))
    .map((queue) => ({
      service: 'platform',
      path: ['queues', queue],
      given: queue,
      restsOnServices: [['queues']],
      message:
        'is a queue without a consumer: its messages are deleted after the retention period, and no one reads them',
      allowed: 'a queue that at least one service receives from',
      fix: `write "${queue}: receive" under queues in a service.yaml, or remove the queue`,
    }));
