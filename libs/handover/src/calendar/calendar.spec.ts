import { handoverFacts } from '../facts/facts';
import type { HandoverInput } from '../input';
import { inputOf } from '../testing/medmo';
import { addDays } from './days';
import { icsOf } from './ics';
import { calendarTasks } from './tasks';

const EXCEPTION = {
  ids: ['CVE-2024-1234'],
  scope: 'everywhere',
  reason: 'The parser is not reachable from outside.',
  owner: 'platform@medmo.example',
  expires: '2027-03-31',
  file: 'careplane-exceptions.yaml',
  line: 2,
} as const;

let input: HandoverInput;
beforeAll(() => {
  input = inputOf();
});

it.each([
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2027-03-31', -14, '2027-03-17'],
])('%s and %i days: %s', (day, days, sum) => expect(addDays(day, days)).toBe(sum));

it('has what is due, by day', () => {
  const exceptions = [{ service: 'api', file: 'careplane-exceptions.yaml', exceptions: [EXCEPTION] }];
  const tasks = calendarTasks(handoverFacts({ ...input, exceptions }));
  expect(tasks.map(({ day, title }) => `${day} ${title}`)).toMatchInlineSnapshot(`
    [
      "2027-02-26 Review who has access",
      "2027-02-26 MySQL 8.4.9: has RDS upgraded the minor version, and is the next one announced?",
      "2027-02-26 Price list of 2026-10-09: estimate again, and compare with the bill",
      "2027-02-26 Careplane 1.2.3: is there a newer version?",
      "2027-02-26 Trivy 0.74.0: is there a newer version?",
      "2027-03-17 Exception of api for CVE-2024-1234 ends on 2027-03-31",
      "2027-05-27 Restore drill",
      "2027-05-27 Replace the secret SESSION_KEY of api",
      "2027-05-27 Replace the secret SMS_GATEWAY_KEY of api",
      "2027-11-28 Read 1 reason of accepted findings again",
    ]
  `);
});

it('asks to find the owner of a secret that has none', () => {
  const model = { ...input.model, handover: { ...input.model.handover, secretOwners: {} } };
  const tasks = calendarTasks(handoverFacts({ ...input, model }));
  expect(tasks.find(({ id }) => id === 'secret-api-SESSION_KEY')?.how).toContain('Owner: unknown');
});

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
