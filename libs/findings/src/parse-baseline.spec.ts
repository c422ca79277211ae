import { decide, openGate } from './gate';
import { identifyAll } from './identity';
import { openJson } from './formats/json';
import { renderReport } from './formats/report';
import { parseBaseline } from './parse-baseline';
import { DEFAULT_POLICY } from './policy';
import { examination, now, scan, secret, stream, subject, vulnerability } from './testing/examples';

function reportOf(complete = true, of = stream): string {
  const gate = openGate(of, { policy: DEFAULT_POLICY }, now);
  const findings = identifyAll([vulnerability(), secret()], of).map((found) => gate.add(found));
  return renderReport(openJson, { verdict: gate.verdict({ ...scan, complete }, examination), findings });
}

test('the report of one scan is the baseline of the next', () => {
  const result = parseBaseline('report.json', reportOf(), stream);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect([...result.baseline.findings.values()]).toEqual(Array(2).fill({ firstSeenAt: now.toISOString() }));
  const policy = { ...DEFAULT_POLICY, newOnly: true };
  const later = new Date('2026-12-25T00:00:00Z');
  const found = identifyAll([secret(), vulnerability()], stream);
  expect(decide(found, subject, { policy, baseline: result.baseline }, later, examination).passed).toBe(true);
});

test.each([
  [
    'of another environment',
    reportOf(true, { ...stream, environment: 'staging' }),
    'verdict.stream.environment belongs to another stream',
  ],
  [
    'of another account',
    reportOf(true, { ...stream, account: '444455556666' }),
    'verdict.stream.account belongs to another stream',
  ],
  [
    'of a scan that did not see everything',
    reportOf(false),
    expect.stringMatching(/^verdict\.scan\.complete is invalid/),
  ],
  ['cut off', reportOf().slice(0, -20), expect.stringMatching(/^ is not valid JSON in line \d+, column \d+: /)],
  [
    'with a comma too many',
    '{"version": 1,}',
    ' is not valid JSON in line 1, column 14: a comma stands before }, where nothing follows it: remove the comma',
  ],
  [
    'of another version',
    reportOf().replace('"version": 1', '"version": 2'),
    expect.stringMatching(/^version is invalid/),
  ],
  ['of the scanner itself', '{"SchemaVersion":2,"Results":[]}', expect.stringMatching(/is invalid/)],
  [
    'with a wrong identity',
    reportOf().replace(/"id":"\w{64}"/g, '"id":"x"'),
    expect.stringMatching(/^findings\[0\]\.id/),
  ],
  ['empty', '', ' is not valid JSON in line 1, column 1: the text ends before a value'],
  ['null', 'null', expect.stringMatching(/^ is invalid/)],
])('a report %s is refused', (_, text, expected) => {
  const result = parseBaseline('report.json', text, stream);
  expect(result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`)).toEqual([expected]);
});
