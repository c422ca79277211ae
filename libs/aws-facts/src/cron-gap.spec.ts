import { longestGapMinutes } from './cron-gap';

const [HOUR, DAY] = [60, 1440];

it.each([
  ['0 3 * * ? *', DAY],
  ['*/15 * * * ? *', 15],
  ['0/20 8-17 * * ? *', 15 * HOUR - 40],
  ['0 7 ? * MON-FRI *', 3 * DAY],
  ['0 7,19 ? * MON-FRI *', 2 * DAY + 12 * HOUR],
  ['0 3 ? * SUN *', 7 * DAY],
  ['0 3 1 * ? *', 31 * DAY],
  ['0 3 L * ? *', 31 * DAY],
  ['0 3 ? * 6L *', 35 * DAY],
  ['0 3 ? * TUE#2 *', 35 * DAY],
  ['0 3 ? * L *', 7 * DAY],
  ['0 3 29 2 ? *', Infinity],
  ['0 3 * * ? 2030', Infinity],
])('%s: %d minutes', (expression, minutes) => expect(longestGapMinutes(expression)).toBe(minutes));
