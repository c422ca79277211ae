import * as z from 'zod';

const taskCount = z.int().min(1).max(500);

export const cronExpression = z.string().regex(/^\S+ \S+ \S+ \S+ \S+ \S+$/, {
  error: 'must be the six fields of an AWS cron expression, such as "0 7 ? * MON-FRI *"',
});

/** A scheduled change of the task-count bounds. `cron` is AWS's six-field form without the word cron. */
export const scheduleSchema = z
  .strictObject({
    cron: cronExpression.describe(
      'Time, as the six fields of an AWS cron expression: minute hour day-of-month month day-of-week year.',
    ),
    timeZone: z.string().default('UTC').describe('IANA time zone of the expression.'),
    min: taskCount.describe('Minimum of tasks from this time on.'),
    max: taskCount.describe('Maximum of tasks from this time on.'),
  })
  .describe('A scheduled change of the bounds.');

/** What every workload that runs all the time scales by. */
export const scalingKeys = {
  min: taskCount.optional().describe('Minimum of running tasks. Default: 2 in production, 1 elsewhere.'),
  max: taskCount.optional().describe('Maximum of running tasks. Default: 6 in production, 2 elsewhere.'),
  cpuPercent: z.int().min(10).max(95).optional().describe('Target for the average CPU use, in percent. Default: 60.'),
  memoryPercent: z
    .int()
    .min(10)
    .max(95)
    .optional()
    .describe('Target for the average memory use, in percent. Default: 75.'),
  schedule: z.array(scheduleSchema).optional().describe('Scheduled changes of the bounds. Default: none.'),
};

/** Every key optional: as written in an environment or a service, where a missing key means "as on the level above". */
export const scalingOverridesSchema = z
  .strictObject({
    ...scalingKeys,
    requestsPerTarget: z
      .int()
      .min(1)
      .optional()
      .describe('Target for the requests per minute and task. Default: 1000.'),
  })
  .describe('The number of tasks and its scaling.');
