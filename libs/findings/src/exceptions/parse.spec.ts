import { assert, constantFrom, property, string, array, oneof } from 'fast-check';
import { now } from '../testing/examples';
import { parseExceptions } from './parse';

const valid = `exceptions:
  - id: CVE-2024-1234
    scope: { repository: medmo-api, package: openssl }
    reason: The parser is not reachable, the service reads no certificates.
    owner: platform@medmo.example
    expires: 2026-12-31
`;

function problemsOf(text: string): string[] {
  const result = parseExceptions('exceptions.yaml', text, now);
  if (result.ok) return [];
  return result.problems.map(({ file, line, path, message, given, allowed, fix }) => {
    for (const part of [file, message, given, allowed, fix]) expect(part).not.toBe('');
    return `${line} ${path} ${message}`;
  });
}

/** The valid file with one line replaced. */
function with_(line: string): string {
  const key = /^\s*-?\s*(\w+):/.exec(line)?.[1] ?? '';
  return valid.replace(new RegExp(`^(\\s*-?\\s*)${key}:.*$`, 'm'), (_, indent: string) => `${indent}${line.trim()}`);
}

test('a valid file', () => {
  expect(parseExceptions('exceptions.yaml', valid, now)).toEqual({
    ok: true,
    exceptions: [
      {
        ids: ['CVE-2024-1234'],
        scope: { repository: 'medmo-api', package: 'openssl' },
        reason: 'The parser is not reachable, the service reads no certificates.',
        owner: 'platform@medmo.example',
        expires: '2026-12-31',
        file: 'exceptions.yaml',
        line: 2,
      },
    ],
  });
});

test.each(['exceptions: []', '{"exceptions": []}', '# none yet\nexceptions: []\n'])('no exceptions: %j', (text) => {
  expect(parseExceptions('e', text, now)).toEqual({ ok: true, exceptions: [] });
});

test('several ids, everywhere', () => {
  const text = with_('id: [CVE-2024-1, CVE-2024-2]').replace(/scope: .*/, 'scope: everywhere');
  expect(parseExceptions('e', text, now)).toMatchObject({
    ok: true,
    exceptions: [{ ids: ['CVE-2024-1', 'CVE-2024-2'], scope: 'everywhere' }],
  });
});

test('an exception that has expired is no problem of the file', () => {
  expect(parseExceptions('e', with_('expires: 2020-02-29'), now).ok).toBe(true);
});

test.each([
  ['', '1  has no value'],
  ['exceptions:', '1 exceptions has no value'],
  ['- id: x', '1  must be a map with the key exceptions'],
  ['exceptions: {}', '1 exceptions must be a list; for no exceptions, write []'],
  [with_('expires: 2026-02-30'), '6 exceptions[0].expires must be a valid date, such as 2026-12-31'],
  [with_('expires: 2025-02-29'), '6 exceptions[0].expires must be a valid date, such as 2026-12-31'],
  [with_('expires: 31.12.2026'), '6 exceptions[0].expires must be a valid date, such as 2026-12-31'],
  [with_('expires: 2026'), '6 exceptions[0].expires must be a valid date, such as 2026-12-31'],
  [with_('expires: 2026-12-31T00:00:00Z'), '6 exceptions[0].expires must be a valid date, such as 2026-12-31'],
  [with_('expires: 2027-11-27'), '6 exceptions[0].expires is more than 366 days ahead'],
  [with_('expires:'), '6 exceptions[0].expires has no value'],
  [
    with_('reason: later'),
    '4 exceptions[0].reason must be a sentence that an auditor understands, 20 characters or more',
  ],
  [
    with_("reason: '                          '"),
    '4 exceptions[0].reason must be a sentence that an auditor understands, 20 characters or more',
  ],
  [with_('owner: x'), '5 exceptions[0].owner must be a name or an e-mail address, 2 to 100 characters'],
  [with_('scope: {}'), expect.stringMatching(/^3 exceptions\[0\]\.scope must be a map with at least one key/)],
  [with_('scope: all'), expect.stringMatching(/^3 exceptions\[0\]\.scope must be a map with at least one key/)],
  [with_('scope: { repo: medmo-api }'), expect.stringMatching(/^3 exceptions\[0\]\.scope/)],
  [with_('id: []'), '2 exceptions[0].id must be a list of at least one rule'],
  [with_('id: 5'), expect.stringMatching(/^2 exceptions\[0\]\.id must be a rule/)],
  [valid.replace('owner:', 'owners:'), '5 exceptions[0].owners is not a known key'],
  [`${valid}\nexpire: 1`, '8 expire is not a known key'],
  ['exceptions: [', expect.stringMatching(/^1 {2}is not valid YAML/)],
  ['exceptions: []\nexceptions: []', '2 exceptions occurs twice in the same map'],
  ['exceptions: []\n---\nexceptions: []', expect.stringMatching(/is not valid YAML/)],
  ['exceptions: *all', expect.stringMatching(/exceptions/)],
  ['a: &a []\nexceptions: *a', '2 exceptions begins with *, which YAML reads as an alias'],
  ['exceptions: !all []', '1 exceptions begins with !, which YAML reads as a tag'],
  ['['.repeat(10_000), '1  is nested too deeply'],
  ['- '.repeat(10_000), '1  is nested too deeply'],
  [`# ${'x'.repeat(1_000_000)}`, '1  is too large for a file of rules'],
])('%j', (text, expected) => {
  expect(problemsOf(text)).toContainEqual(expected);
});

test('every problem at once, in reading order', () => {
  const text = `exceptions:
  - id: CVE-2024-1
    scope: everywhere
    reason: no
    owner: x
    expires: 2026-02-30
  - scope: everywhere
    reason: The parser is not reachable from outside.
    owner: platform
    expires: 2026-12-01
    note: none
`;
  expect(problemsOf(text)).toEqual([
    '4 exceptions[0].reason must be a sentence that an auditor understands, 20 characters or more',
    '5 exceptions[0].owner must be a name or an e-mail address, 2 to 100 characters',
    '6 exceptions[0].expires must be a valid date, such as 2026-12-31',
    '7 exceptions[1].id is missing',
    '11 exceptions[1].note is not a known key',
  ]);
});

test('10,000 documents of any kind: exceptions or problems, never an error', () => {
  const piece = oneof(
    constantFrom(
      ...valid.split(/(?<=\n)/),
      '  ',
      '- ',
      'exceptions:',
      '&a ',
      '*a',
      '!!binary ',
      '|',
      '? ',
      '{',
      '[',
      ']',
      '}',
      '"',
      "'",
      '\t',
      '\u0000',
      '__proto__: 1\n',
    ),
    string({ unit: 'binary', maxLength: 8 }),
  );
  let accepted = 0;
  assert(
    property(array(piece, { maxLength: 14 }), (pieces) => {
      const result = parseExceptions('e', pieces.join(''), now);
      if (result.ok) accepted += 1;
      else expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 10_000, examples: [[[valid]]] },
  );
  expect(accepted).toBeGreaterThan(0);
});
