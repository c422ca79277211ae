import { scheduledBounds } from './scaling-schedule';

const action = (Schedule: string, MinCapacity?: number, MaxCapacity?: number) => ({
  Schedule,
  ScalableTargetAction: {
    ...(MinCapacity !== undefined && { MinCapacity }),
    ...(MaxCapacity !== undefined && { MaxCapacity }),
  },
});

test.each([
  ['no actions', [], { min: 2, max: 10, scheduled: false }],
  // 12 h × 5 days at 8, the other 108 of 168 hours at 1.
  [
    'office hours',
    [action('cron(0 8 ? * MON-FRI *)', 8), action('cron(0 20 ? * MON-FRI *)', 1)],
    { min: 3.5, max: 10, scheduled: true },
  ],
  [
    'every day',
    [action('cron(0 0 * * ? *)', 4), action('cron(0 12 * * ? *)', 2)],
    { min: 3, max: 10, scheduled: true },
  ],
  [
    'the weekend by number, over the end of the week',
    [action('cron(0 0 ? * 7-1 *)', 0), action('cron(0 0 ? * 2 *)', 7)],
    { min: 5, max: 10, scheduled: true },
  ],
  [
    'a list of days',
    [action('cron(0 0 ? * MON,THU *)', 7), action('cron(0 0 ? * TUE,FRI *)', 0)],
    { min: 2, max: 10, scheduled: true },
  ],
  ['one action only', [action('cron(0 8 ? * MON *)', 5, 6)], { min: 5, max: 6, scheduled: true }],
  [
    'a date, whose share of a month is not known',
    [action('at(2026-12-24T00:00:00)', 1, 40)],
    { min: 1, max: 40, scheduled: true },
  ],
  ['a day of the month', [action('cron(0 8 1 * ? *)', 20, 30)], { min: 2, max: 30, scheduled: true }],
  ['a day that is none', [action('cron(0 8 ? * XYZ *)', 1)], { min: 1, max: 10, scheduled: true }],
])('bounds with %s', (_, actions, bounds) => {
  expect(scheduledBounds(actions, 2, 10)).toEqual(bounds);
});
