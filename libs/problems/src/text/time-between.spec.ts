import { timeBetween } from './time-between';

const NOW = new Date('2026-11-29T12:00:00Z');

it.each([
  ['2026-11-29T12:00:30Z', '0 min'],
  ['2026-11-29T11:55:00Z', '5 min'],
  ['2026-11-29T10:00:00Z', '2 h'],
  ['2026-11-29T09:50:00Z', '2 h 10 min'],
  ['2026-11-26T12:00:00Z', '3 d'],
  ['2026-11-25T08:00:00Z', '4 d 4 h'],
])('from %s it is %s', (from, time) => expect(timeBetween(from, NOW)).toBe(time));
