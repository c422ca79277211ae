import { decide } from './gate';
import { identifyAll, identityOf } from './identity';
import { DEFAULT_POLICY } from './policy';
import { checkName } from './rule-name';
import { examination, exceptionWith, misconfiguration, now, stream, subject, vulnerability } from './testing/examples';

test.each([
  ['DS002', 'DS-0002'],
  ['AVD-DS-0002', 'DS-0002'],
  ['DS-0002', 'DS-0002'],
  ['ds-0002', 'DS-0002'],
  ['AVD-AWS-0086', 'AWS-0086'],
  ['KSV001', 'KSV-0001'],
  ['CVE-2024-1234', 'CVE-2024-1234'],
  ['GHSA-jfh8-c2jp-5v3q', 'GHSA-jfh8-c2jp-5v3q'],
])('%s is %s', (rule, name) => expect(checkName(rule)).toBe(name));

test.each(['DS002', 'AVD-DS-0002', 'DS-0002', 'avd-ds-0002'])('an exception may call the check %s', (id) => {
  const found = misconfiguration({ aliases: [], severity: 'critical' });
  const policy = { ...DEFAULT_POLICY, block: { ...DEFAULT_POLICY.block, misconfiguration: ['critical'] as const } };
  const exceptions = [exceptionWith({ ids: [id] })];
  const verdict = decide(identifyAll([found], stream), subject, { policy, exceptions }, now, examination);
  expect(verdict).toMatchObject({ passed: true, unmatched: [] });
});

test('a check keeps its identity whatever Trivy calls it', () => {
  const ids = ['DS002', 'AVD-DS-0002', 'DS-0002'].map((rule) => identityOf(misconfiguration({ rule }), stream));
  expect(new Set(ids).size).toBe(1);
});

test('other classes have no such names', () => {
  const ids = ['MIT1', 'MIT-0001'].map((rule) => identityOf(vulnerability({ rule }), stream));
  expect(new Set(ids).size).toBe(2);
});

test('each id of an exception that names nothing is named', () => {
  const exceptions = [exceptionWith({ ids: ['CVE-2024-1234', 'CVE-2024-12345', 'DS999'] })];
  const verdict = decide(
    identifyAll([vulnerability()], stream),
    subject,
    { policy: DEFAULT_POLICY, exceptions },
    now,
    examination,
  );
  expect(verdict.unmatched.map(({ ids }) => ids)).toEqual([['CVE-2024-12345', 'DS999']]);
});
