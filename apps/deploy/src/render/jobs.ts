import type { PlannedJob } from '@careplane/platform';
import { table, wrap } from '@careplane/problems';

/** The scheduled jobs of a plan, and those that no alarm watches for missed runs. */
export function renderJobs(jobs: readonly PlannedJob[]): string {
  const rows = jobs.map(({ service, environment, times, timeZone = '', enabled, watchedHours }) => [
    service,
    environment,
    enabled ? times : 'switched off',
    enabled ? timeZone : '',
    watchedHours === undefined ? 'none' : `after ${watchedHours} h`,
  ]);
  const unwatched = jobs.filter(({ enabled, watchedHours }) => enabled && watchedHours === undefined);
  const sentences = unwatched.map(({ service, environment }) =>
    wrap(
      `${service} in ${environment} has no alarm on missed runs: its runs are further apart than the seven days that an alarm can look back. Runs that fail or cannot start are reported.`,
      2,
    ),
  );
  return [table(['job', 'environment', 'runs', 'time zone', 'missed-run alarm'], rows), ...sentences].join('\n');
}
