import { renderJobs } from './jobs';

test('jobs, their times, and those that no alarm watches', () => {
  const nightly = { service: 'nightly', times: '30 2 ? * MON-FRI *', timeZone: 'Europe/Berlin', enabled: true };
  const text = renderJobs([
    { ...nightly, environment: 'production', watchedHours: 74 },
    { service: 'nightly', environment: 'staging', times: 'every 60 minutes', enabled: true, watchedHours: 3 },
    { service: 'monthly', environment: 'production', times: '0 4 1 * ? *', timeZone: 'UTC', enabled: true },
    { service: 'monthly', environment: 'staging', times: '0 4 1 * ? *', timeZone: 'UTC', enabled: false },
  ]);
  expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
    'JOB      ENVIRONMENT  RUNS                TIME ZONE      MISSED-RUN ALARM',
    'nightly  production   30 2 ? * MON-FRI *  Europe/Berlin  after 74 h',
    'nightly  staging      every 60 minutes                   after 3 h',
    'monthly  production   0 4 1 * ? *         UTC            none',
    'monthly  staging      switched off                       none',
    '  monthly in production has no alarm on missed runs: its runs are further apart',
    '  than the seven days that an alarm can look back. Runs that fail or cannot',
    '  start are reported.',
  ]);
});
