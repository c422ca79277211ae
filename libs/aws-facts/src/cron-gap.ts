import { cronFiresOn, cronTimes } from './cron';

const MINUTES_A_DAY = 1440;
/** Five years with one leap year, always the same, so that the result depends on the expression alone. */
const [FIRST_DAY, DAYS] = [Date.UTC(2001, 0, 1), 1826];

/**
 * The longest time between two times of an AWS cron expression, in minutes. Infinity if the expression names a year, because
 * there is a last time then, or if it does not fire in five years.
 *
 * @param expression a valid one: six fields, such as `0 7 ? * MON-FRI *`
 */
export function longestGapMinutes(expression: string): number {
  const { minutes, hours } = cronTimes(expression);
  if (!/\s\*$/.test(expression.trim())) return Infinity;
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const within = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const days = Array.from({ length: DAYS }, (_, index) => index).filter((index) =>
    cronFiresOn(expression, new Date(FIRST_DAY + index * MINUTES_A_DAY * 60_000)),
  );
  if (days.length < 2) return Infinity;
  const longestBreak = Math.max(...days.slice(1).map((day, index) => day - (days[index] ?? 0)));
  return Math.max(longestBreak * MINUTES_A_DAY + first - last, ...within);
}
