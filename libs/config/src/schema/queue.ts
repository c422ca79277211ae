import * as z from 'zod';
import { nameOf } from './primitives';

export const queueName = nameOf('Name of a queue', 30);

export const queueSchema = z
  .strictObject({
    fifo: z
      .boolean()
      .default(false)
      .describe(
        'Whether messages of one group keep their order and are delivered once (a FIFO queue). Cannot be changed after the first deploy.',
      ),
    visibilityTimeoutSeconds: z
      .int()
      .min(1)
      .max(43_200)
      .default(300)
      .describe(
        'Time in seconds in which a consumer works on a message and no other consumer gets it. Longer than the longest work on one message.',
      ),
    maxReceives: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe('Number of receives without a delete, after which a message goes to the dead-letter queue.'),
    retentionDays: z
      .int()
      .min(1)
      .max(14)
      .default(4)
      .describe('Days after which a message is deleted. The dead-letter queue keeps messages for 14 days.'),
    alarmMinutes: z
      .int()
      .min(1)
      .max(1440)
      .default(15)
      .describe('Age of the oldest message in minutes, above which an alarm is raised.'),
  })
  .describe('A queue of Amazon SQS in every environment, encrypted, with a dead-letter queue and alarms.');
