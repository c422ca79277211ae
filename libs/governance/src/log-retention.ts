import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const DAYS_OF_A_YEAR = 365.25;

/** Days of some years, leap days included: six years are 2,192 days. */
export function daysOfYears(years: number): number {
  return Math.ceil(years * DAYS_OF_A_YEAR);
}

/**
 * The shortest period of CloudWatch Logs that is at least so many days; beyond ten years a group keeps its events for ever.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export function logRetentionOf(days: number): RetentionDays {
  const periods = Object.values(RetentionDays).filter(
    (value): value is RetentionDays => typeof value === 'number' && value !== RetentionDays.INFINITE,
  );
  return periods.sort((one, other) => one - other).find((period) => period >= days) ?? RetentionDays.INFINITE;
}
