import { longestGapMinutes } from '@careplane/aws-facts';

/** When a job runs: at the times of a cron expression, or at equal intervals. */
export interface JobTimes {
  /** Six fields of an AWS cron expression. @default - every `everyMinutes` */
  readonly cron?: string | undefined;
  /** @default - at the times of `cron` */
  readonly everyMinutes?: number | undefined;
  /** IANA time zone of the cron expression. */
  readonly timeZone: string;
}

/** The expression as EventBridge Scheduler takes it. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export function expressionOf({ cron, everyMinutes }: JobTimes): string {
  if (cron !== undefined) return `cron(${cron})`;
  return everyMinutes === 1 ? 'rate(1 minute)' : `rate(${everyMinutes} minutes)`;
}

/** Hours that an alarm can look back: seven days. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_WINDOW_HOURS = 168;

/**
 * Hours within which a job starts at least once: the longest time between two runs, one hour for the change of the clocks and
 * for the alarm's own hours, and the time in which a start is tried again. Undefined if an alarm cannot look back that long.
 */
export function watchedHours({ cron, everyMinutes = 0 }: JobTimes, startWithinMinutes: number): number | undefined {
  const gap = cron === undefined ? everyMinutes : longestGapMinutes(cron);
  const hours = Math.ceil((gap + startWithinMinutes) / 60) + 1;
  return hours <= LONGEST_WINDOW_HOURS ? hours : undefined;
}
