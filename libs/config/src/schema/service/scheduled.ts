import * as z from 'zod';
import { environmentName } from '../primitives';
import { cronExpression } from '../scaling';
import { containerKeys, sizeAndVariableKeys } from './container';

export const jobScheduleSchema = z
  .strictObject({
    cron: cronExpression
      .optional()
      .describe(
        'Times of the runs, as the six fields of an AWS cron expression: minute hour day-of-month month day-of-week year. Default: none; give cron or everyMinutes.',
      ),
    everyMinutes: z
      .int()
      .min(1)
      .max(10_080)
      .optional()
      .describe('Minutes from one run to the next. Default: none; give cron or everyMinutes.'),
    timeZone: z.string().default('UTC').describe('IANA time zone of the cron expression.'),
  })
  .refine(({ cron, everyMinutes }) => (cron === undefined) !== (everyMinutes === undefined), {
    error: 'must have exactly one of cron and everyMinutes',
  })
  .describe('The times at which the job runs (EventBridge Scheduler).');

const deploymentKeys = {
  ...sizeAndVariableKeys,
  enabled: z
    .boolean()
    .optional()
    .describe('Whether the schedule is active. Default: true; with false the job exists and does not run.'),
};

export const scheduledSchema = z
  .strictObject({
    kind: z.literal('scheduled').describe('A scheduled job: runs at its times, and ends.'),
    ...containerKeys,
    schedule: jobScheduleSchema,
    startRetries: z
      .int()
      .min(0)
      .max(185)
      .default(10)
      .describe(
        'Number of further attempts to start a run that could not start, for example because Fargate had no capacity. A run that started and failed is not repeated: an alarm is raised.',
      ),
    startWithinMinutes: z
      .int()
      .min(1)
      .max(1440)
      .default(60)
      .describe(
        'Minutes within which these attempts are made. After them the run is given up, and an alarm is raised.',
      ),
    ...deploymentKeys,
    environments: z
      .record(
        environmentName,
        z
          .strictObject({
            ...deploymentKeys,
            schedule: jobScheduleSchema
              .optional()
              .describe('Times in this environment. Default: the service’s schedule.'),
          })
          .describe(
            'Settings that differ in this environment. environment is merged key by key; other keys replace the service’s value.',
          ),
      )
      .default({})
      .describe('Settings that differ in an environment, by its name.'),
  })
  .describe('A scheduled job: a container that starts at its times, does its work, and ends.');
