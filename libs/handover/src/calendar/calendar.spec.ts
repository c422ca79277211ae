import { addDays } from './days';
import { icsOf } from './ics';

it.each([
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2027-03-31', -14, '2027-03-17'],
])('%s and %i days: %s', (day, days, sum) => expect(addDays(day, days)).toBe(sum));

describe('iCalendar', () => {
  const task = { id: 'x', day: '2027-01-31', title: 'Längere Aufgabe, '.repeat(9), how: 'a;b\\c\nd', everyDays: 90 };

  it('has lines of 75 octets at most, that end with CR LF', () => {
    const lines = icsOf('medmo', '2026-11-28', [task]).split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
  });

  it('folds no character in two, and escapes what separates', () => {
    const text = icsOf('medmo', '2026-11-28', [task]).replaceAll('\r\n ', '');
    expect(text).toContain(`SUMMARY:medmo: ${'Längere Aufgabe\\, '.repeat(9)}`);
    expect(text).toContain('DESCRIPTION:a\\;b\\\\c d');
    expect(text).toContain('DTSTART;VALUE=DATE:20270131\r\nDTEND;VALUE=DATE:20270201\r\nRRULE:FREQ=DAILY;INTERVAL=90');
  });
});
