import { now } from '../testing/examples';
import { parseExceptions } from './parse';
import { importTrivyignore } from './trivyignore';

const ANSWERS = { owner: 'jane@acme.example', expires: '2026-12-31', reason: 'Taken over from .trivyignore, review.' };

function imported(file: string, text: string, answers = ANSWERS) {
  const result = importTrivyignore(file, text, answers, now);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const parsed = parseExceptions('exceptions.yaml', result.text, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { ...result, exceptions: parsed.exceptions };
}

const problems = (file: string, text: string, answers: Parameters<typeof importTrivyignore>[2] = ANSWERS) => {
  const result = importTrivyignore(file, text, answers, now);
  return result.ok ? [] : result.problems.map(({ line, path, message }) => `${line} ${path} ${message}`);
};

test('a list of ids: comments are skipped, and a day that is nearer stays', () => {
  const text = '\ufeff# accepted\nCVE-2026-1 # why\n\nAVD-DS-0002 exp:2026-12-01\nCVE-2026-2 exp:2027-06-01\n';
  const { exceptions } = imported('.trivyignore', text);
  expect(exceptions.map(({ ids, scope, expires, owner }) => [ids[0], scope, expires, owner])).toEqual([
    ['CVE-2026-1', 'everywhere', '2026-12-31', 'jane@acme.example'],
    ['AVD-DS-0002', 'everywhere', '2026-12-01', 'jane@acme.example'],
    ['CVE-2026-2', 'everywhere', '2026-12-31', 'jane@acme.example'],
  ]);
});

test('an entry that has expired stays expired, and is named', () => {
  const { exceptions, expired } = imported('.trivyignore', 'CVE-2026-1 exp:2026-11-24\nCVE-2026-2 exp:2026-11-25\n');
  expect(exceptions.map(({ ids }) => ids[0])).toEqual(['CVE-2026-2']);
  expect(expired.map(({ id }) => id)).toEqual(['CVE-2026-1']);
});

test('YAML: class, paths, packages and statement become scope and reason', () => {
  const text = `vulnerabilities:
  - id: CVE-2026-1
    paths: ["app/**/package.json", usr/lib/x]
    purls: ["pkg:deb/debian/openssl@3.0.11?arch=amd64"]
    statement: The parser is not reachable from outside.
    expired_at: 2026-12-24
misconfigurations:
  - id: DS-0002
    paths: [Dockerfile]
`;
  const { exceptions, imported: count } = imported('.trivyignore.yaml', text);
  expect(count).toBe(3);
  expect(exceptions.map(({ scope, reason, expires }) => [scope, reason, expires])).toEqual([
    [
      { class: 'vulnerability', path: 'app/*/package.json', package: 'pkg:deb/debian/openssl?arch=amd64' },
      'The parser is not reachable from outside.',
      '2026-12-24',
    ],
    [
      { class: 'vulnerability', path: 'usr/lib/x', package: 'pkg:deb/debian/openssl?arch=amd64' },
      'The parser is not reachable from outside.',
      '2026-12-24',
    ],
    [{ class: 'misconfiguration', target: 'Dockerfile' }, ANSWERS.reason, '2026-12-31'],
  ]);
});

test.each([
  ['.trivyignore', '\nCVE-2026-1\n', ['2 CVE-2026-1 has no statement that can be its reason']],
  [
    '.trivyignore.yaml',
    'vulnerabilities:\n  - statement: The parser is not reachable.\n',
    ['2 vulnerabilities[0].id is missing'],
  ],
  [
    'a.yaml',
    'secrets:\n  - id: x\n    statement: It is an example of the docs.\n    paths: ["a?b"]\n',
    ['2 x has a path that an exception cannot express'],
  ],
])('%s: each entry that cannot be one is named with its line', (file, text, expected) => {
  expect(problems(file, text, { owner: 'jane@acme.example', expires: '2026-12-31' })).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['a misspelt list', 'vulnerability:\n  - id: CVE-2026-1\n', ['1 vulnerability is not a known key']],
  ['a misspelt key', 'secrets:\n  - id: x\n    path: [a]\n', ['3 secrets[0].path is not a known key']],
  ['text as paths', 'secrets:\n  - id: x\n    paths: a\n', ['3 secrets[0].paths must be a list of paths']],
  ['text as a list', 'secrets: x\n', ['1 secrets must be a list of entries with an id']],
  ['a list as file', '- id: x\n', ['1  must be a map']],
  [
    'no day',
    'secrets:\n  - id: x\n    expired_at: soon\n',
    ['3 secrets[0].expired_at must be a day, such as 2026-12-31'],
  ],
])('YAML, %s: nothing is left out or widened silently', (_, text, expected) =>
  expect(problems('.trivyignore.yaml', text)).toEqual(expected),
);

test.each<[string, string, string[]]>([
  ['two rules', 'CVE-2026-1, CVE-2026-2\n', ['1  has more than one rule and its expiry']],
  ['words', 'not a rule\n', ['1  has more than one rule and its expiry']],
  ['a day in another order', 'x exp:31.12.2026\n', ['1 x has an expiry that is no day, and Trivy skips the line']],
  ['a day that no month has', 'x exp:2026-02-30\n', ['1 x has an expiry that is no day, and Trivy skips the line']],
  ['UTF-16', '\ufffd\ufffdC\0V\0E\0', ['1  is not UTF-8 text']],
])('lines, %s: a problem', (_, text, expected) => expect(problems('.trivyignore', text)).toEqual(expected));

test('the expiry counts in a comment too, as for Trivy', () => {
  expect(imported('.trivyignore', 'CVE-2026-1 # until then exp:2026-12-01\n').exceptions[0]?.expires).toBe(
    '2026-12-01',
  );
});

test('an exception that covers more than Trivy left out is named', () => {
  const text = `vulnerabilities:
  - id: CVE-2026-1
    purls: ["pkg:golang/golang.org/x/net@v0.35.0", "pkg:npm/%40acme/api"]
    paths: ["app/**", "src/*.lock"]
`;
  expect(imported('.trivyignore.yaml', text).wider).toEqual([
    {
      id: 'CVE-2026-1',
      line: 2,
      why: 'covers every version of the package, and not only pkg:golang/golang.org/x/net@v0.35.0',
    },
    { id: 'CVE-2026-1', line: 2, why: 'covers src/*.lock in all folders below, because * matches / too' },
  ]);
});

test('an expiry that is too far away is refused', () => {
  expect(problems('.trivyignore', 'CVE-2026-1\n', { ...ANSWERS, expires: '2029-01-01' })).toEqual([
    '0 exceptions[0].expires is more than 366 days ahead',
  ]);
});

test.each(['.trivyignore', '.trivyignore.yaml'])('an empty %s is an empty list', (file) =>
  expect(imported(file, '# nothing\n').exceptions).toEqual([]),
);
