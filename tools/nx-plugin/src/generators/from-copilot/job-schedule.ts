import { cronFault, fromUnix } from '@careplane/aws-facts';

/** Names for common times in Copilot. https://aws.github.io/copilot-cli/docs/manifest/scheduled-job/ */
const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 ? *',
  '@monthly': '0 0 1 * ? *',
  '@weekly': '0 0 ? * SUN *',
  '@daily': '0 0 * * ? *',
  '@hourly': '0 * * * ? *',
};

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** Times of a job as service.yaml has them. Undefined for an expression that has no counterpart. */
export function jobScheduleOf(written: unknown): { cron: string } | { everyMinutes: number } | undefined {
  const text = String(written).trim();
  const named = NAMED[text];
  if (named !== undefined) return { cron: named };
  const every = /^@every (?:(\d+)h)?(?:(\d+)m)?(?:0s)?$/.exec(text);
  if (every !== null) return minutes(Number(every[1] ?? 0) * 60 + Number(every[2] ?? 0));
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text);
  if (rate !== null) return minutes(Number(rate[1]) * (MINUTES[rate[2] ?? ''] ?? 0));
  const inner = /^cron\((.+)\)$/.exec(text)?.[1] ?? text;
  const cron = fromUnix(inner.split(/\s+/)) ?? inner;
  return cronFault(cron, 0) === undefined ? { cron } : undefined;
}

/** Longest time between two runs of a job that is given in minutes: a week. */
const MOST_MINUTES = 10_080;

function minutes(everyMinutes: number): { everyMinutes: number } | undefined {
  return everyMinutes >= 1 && everyMinutes <= MOST_MINUTES ? { everyMinutes } : undefined;
}
