import { cronFault } from './cron';

const YEAR = 2026;

it.each([
  '0 7 ? * MON-FRI *',
  '0/15 10-16 ? * 2-6 *',
  '15 10 * * ? *',
  '*/5 * ? * mon,wed *',
  '0 8 1,15 * ? *',
  '0 8 L * ? *',
  '0 8 15W * ? *',
  '0 8 ? * 6L *',
  '0 8 ? * TUE#2 *',
  '0 8 29 FEB ? *',
  '0 8 31 1-6/2 ? 2026-2030',
  '59 23 ? DEC SUN 2199',
])('accepts %s', (expression) => {
  expect(cronFault(expression, YEAR)).toBeUndefined();
});

it.each([
  ['99 99 ? * FUNDAY *', 'has "99" as its minute', 'correct the minute'],
  [
    '99 9 ? * FUNDAY *',
    'has "99" as its minute; has "FUNDAY" as its day of the week',
    'correct the minute; correct the day',
  ],
  ['0 24 ? * MON *', 'has "24" as its hour', 'correct the hour'],
  ['0 7 ? * FUNDAY *', 'has "FUNDAY" as its day of the week', 'correct the day of the week'],
  ['0 7 ? * 0 *', 'has "0" as its day of the week', 'correct the day of the week'],
  ['0 7 32 * ? *', 'has "32" as its day of the month', 'correct the day of the month'],
  ['0 7 ? 13 2 *', 'has "13" as its month', 'correct the month'],
  ['0 7 ? * FRI-MON *', 'has "FRI-MON" as its day of the week', 'correct the day of the week'],
  ['0 7 ? * TUE#6 *', 'has "TUE#6" as its day of the week', 'correct the day of the week'],
  ['0/0 7 ? * 2 *', 'has "0/0" as its minute', 'correct the minute'],
  ['? 7 ? * 2 *', 'has "?" as its minute', 'correct the minute'],
  ['0 7 * * * *', 'gives both a day of the month and a day of the week', 'write "0 7 * * ? *"'],
  ['0 7 * * MON-FRI *', 'gives both a day of the month and a day of the week', 'write "0 7 ? * MON-FRI *"'],
  ['0 7 1 * MON *', 'gives both a day of the month and a day of the week', 'write "?" for one of the two'],
  ['0 7 ? * ? *', 'has "?" for both the day of the month and the day of the week', 'write "0 7 * * ? *"'],
  ['cron(0 7 ? * MON *)', 'has the word in front of the brackets', 'write "0 7 ? * MON *"'],
  ['cron(cron(0 7 ? * MON *))', 'has the word in front of the brackets', 'write "0 7 ? * MON *"'],
  ['rate(5 minutes)', 'has the word in front of the brackets', 'write the six fields of an AWS cron expression'],
  ['0 7 * * 1-5', 'has 5 fields instead of six', 'write "0 7 ? * MON-FRI *"'],
  ['0 7 * * *', 'has 5 fields instead of six', 'write "0 7 * * ? *"'],
  ['7', 'has 1 field instead of six', 'write six fields'],
  ['0 7 ? * MON 2025', 'lies in the past and never fires', 'write * for every year'],
  ['0 7 31 2,4 ? *', 'names a day that none of its months has, and never fires', 'correct the day or the month'],
])('refuses %s', (expression, message, fix) => {
  const fault = cronFault(expression, YEAR);
  expect(fault?.message).toContain(message);
  expect(fault?.fix).toContain(fix);
});
