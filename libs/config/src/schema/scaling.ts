import { z } from 'zod';

const taskCount = z.int().min(1).max(500);

/** A scheduled change of the task-count bounds. `cron` is AWS's six-field form without the word cron. */
export const scheduleSchema = z
  .strictObject({
    cron: z
      .string()
      .regex(/^\S+ \S+ \S+ \S+ \S+ \S+$/, {
        error: 'must be the six fields of an AWS cron expression, such as "0 7 ? * MON-FRI *"',
      })
      .describe('When, as the six fields of an AWS cron expression: minute hour day-of-month month day-of-week year.'),
    timeZone: z.string().default('UTC').describe('IANA time zone in which the expression is read.'),
    min: taskCount.describe('Smallest number of tasks from then on.'),
    max: taskCount.describe('Largest number of tasks from then on.'),
  })
  .describe('At this time the bounds become these.');

/** Every key optional: as written in an environment or a service, where a missing key means "as on the level above". */
export const scalingOverridesSchema = z
  .strictObject({
    min: taskCount.optional().describe('Smallest number of running tasks. Default: 2 in production, 1 elsewhere.'),
    max: taskCount.optional().describe('Largest number of running tasks. Default: 6 in production, 2 elsewhere.'),
    cpuPercent: z
      .int()
      .min(10)
      .max(95)
      .optional()
      .describe('Average CPU use, in percent, that scaling aims at. Default: 60.'),
    memoryPercent: z
      .int()
      .min(10)
      .max(95)
      .optional()
      .describe('Average memory use, in percent, that scaling aims at. Default: 75.'),
    requestsPerTarget: z
      .int()
      .min(1)
      .optional()
      .describe('Requests a minute for each task that scaling aims at. Default: 1000.'),
    schedule: z.array(scheduleSchema).optional().describe('Changes of the bounds by the clock. Default: none.'),
  })
  .describe('How many tasks run, and what makes the number change.');
