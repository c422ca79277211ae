import { jobScheduleOf } from './job-schedule';

it.each([
  ['@daily', { cron: '0 0 * * ? *' }],
  ['@weekly', { cron: '0 0 ? * SUN *' }],
  ['@every 1h30m', { everyMinutes: 90 }],
  ['@every 15m', { everyMinutes: 15 }],
  ['rate(2 hours)', { everyMinutes: 120 }],
  ['rate(1 day)', { everyMinutes: 1440 }],
  ['0 3 * * *', { cron: '0 3 * * ? *' }],
  ['*/10 8-17 * * 1-5', { cron: '*/10 8-17 ? * MON-FRI *' }],
  ['cron(0 9 3W * ? *)', { cron: '0 9 3W * ? *' }],
  ['0 3 1 * 1', undefined],
  ['@every 30s', undefined],
  ['@sometimes', undefined],
  [undefined, undefined],
])('%s is %j', (written, schedule) => expect(jobScheduleOf(written)).toEqual(schedule));
