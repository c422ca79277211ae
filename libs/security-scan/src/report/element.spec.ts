import { date, line, text, texts } from './element';

describe('date', () => {
  it.each<[unknown, string | undefined]>([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.123456789Z', '2026-11-20T10:00:00.123Z'],
    ['2026-11-20T12:00:00+02:00', '2026-11-20T10:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    // Days that are none come out as days, or not at all: Security Hub refuses a finding for them.
    ['2026-02-30T00:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['2026-02-28T24:00:00Z', '2026-03-01T00:00:00.000Z'],
    ['2026-13-01T00:00:00Z', undefined],
    ['2026-00-10T00:00:00Z', undefined],
    ['2026-01-00T00:00:00Z', undefined],
    ['2026-01-01T10:60:00Z', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['1969-12-31T23:59:59Z', undefined],
    ['2026-11-20', undefined],
    ['yesterday', undefined],
    [1700000000000, undefined],
    [null, undefined],
  ])('%j is %j', (given, expected) => expect(date(given)).toBe(expected));
});

test.each([
  [7, 7],
  [0, undefined],
  [-1, undefined],
  [1.5, undefined],
  ['7', undefined],
])('line %j is %j', (given, expected) => expect(line(given)).toBe(expected));

test('texts are what they are, or nothing', () => {
  expect([text('a'), text(''), text(1), text(undefined)]).toEqual(['a', undefined, undefined, undefined]);
  expect([texts(['a', 1, '', 'b']), texts('a'), texts(null)]).toEqual([['a', 'b'], [], []]);
});
