import { DEFAULT_POLICY, KNOWN_SEVERITIES, weakenings } from './policy';
import { parsePolicy } from './parse-policy';

const reason = 'reason: Patches of the base image take a week to reach us.\n';

function policyOf(text: string) {
  const result = parsePolicy('policy.yaml', text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.policy;
}
function problemsOf(text: string): string[] {
  const result = parsePolicy('policy.yaml', text);
  return result.ok ? [] : result.problems.map(({ line, path, message }) => `${line} ${path} ${message}`);
}

test('what is left out is as in the default', () => {
  expect(policyOf('{}')).toEqual(DEFAULT_POLICY);
  expect(policyOf('block: { vulnerability: [high, critical] }')).toEqual({
    ...DEFAULT_POLICY,
    block: { ...DEFAULT_POLICY.block, vulnerability: ['critical', 'high'] },
  });
});

test('every choice', () => {
  const text = `block:
  vulnerability: [critical, high]
  misconfiguration: [critical]
  secret: all
  license: none
  end-of-life: all
  template: [high]
unknownSeverity: report
graceDays: { critical: 3, high: 14 }
graceFrom: first-seen
fixableOnly: true
newOnly: true
scannerSuppressions: accept
${reason}`;
  expect(policyOf(text)).toEqual({
    block: {
      vulnerability: ['critical', 'high'],
      misconfiguration: ['critical'],
      secret: KNOWN_SEVERITIES,
      license: [],
      'end-of-life': KNOWN_SEVERITIES,
      template: ['high'],
    },
    unknownSeverity: 'report',
    graceDays: { critical: 3, high: 14, medium: 0, low: 0, informational: 0 },
    graceFrom: 'first-seen',
    fixableOnly: true,
    newOnly: true,
    scannerSuppressions: 'accept',
    reason: 'Patches of the base image take a week to reach us.',
  });
});

test.each([
  ['block: { vulnerability: none }', 'vulnerability findings of severity critical do not block'],
  ['block: { secret: [critical, high] }', 'secret findings of severity medium, low, informational do not block'],
  [
    'block: { end-of-life: none }',
    'end-of-life findings of severity critical, high, medium, low, informational do not block',
  ],
  ['unknownSeverity: report', 'findings of unknown severity do not block'],
  ['graceDays: { critical: 3 }', 'critical vulnerabilities do not block for 3 days after they are published'],
  [
    '{ graceDays: { critical: 3 }, graceFrom: first-seen }',
    'critical vulnerabilities do not block for 3 days after they are first seen',
  ],
  ['fixableOnly: true', 'vulnerabilities without a fix do not block'],
  ['newOnly: true', 'findings in the baseline do not block'],
  ['scannerSuppressions: accept', 'findings that the scanner was configured to omit do not block'],
])('%s is weaker than the default, and needs a reason', (text, words) => {
  expect(problemsOf(text)).toEqual([`1 reason is missing, and the policy is weaker than the default: ${words}`]);
  const flow = text.startsWith('{') ? text.replace(/\}$/, `, ${reason.trim()} }`) : `${text}\n${reason}`;
  expect(weakenings(policyOf(flow))).toEqual([words]);
});

test('grace for what does not block anyhow is no weakness', () => {
  expect(weakenings(policyOf('graceDays: { low: 30 }'))).toEqual([]);
});

test.each([
  ['', '1  has no value'],
  ['[]', '1  must be a map; an empty file is not a policy, omit the option to use the default'],
  [
    'block: { vulnerability: [CRITICAL] }',
    '1 block.vulnerability must be all, none, or a list of critical, high, medium, low, informational',
  ],
  [
    'block: { vulnerability: [unknown] }',
    '1 block.vulnerability must be all, none, or a list of critical, high, medium, low, informational',
  ],
  ['block: { vulnerabilities: all }', '1 block.vulnerabilities is not a known key'],
  ['block:\n  secret:', '2 block.secret has no value'],
  ['graceDays: { critical: -1 }', '1 graceDays.critical must be a whole number of days from 0 to 365'],
  ['graceDays: { critical: 366 }', '1 graceDays.critical must be a whole number of days from 0 to 365'],
  ['graceDays: { unknown: 3 }', '1 graceDays.unknown is not a known key'],
  ['graceDays: 3', '1 graceDays must be a map with the keys critical, high, medium, low, informational'],
  ['graceFrom: yesterday', '1 graceFrom must be one of published, first-seen'],
  ['fixableOnly: "yes"', '1 fixableOnly must be true or false'],
  ['unknownSeverity: pass', '1 unknownSeverity must be one of block, report'],
  ['reason: because', '1 reason must be a sentence that an auditor understands, 20 characters or more'],
])('%j', (text, expected) => {
  expect(problemsOf(text)).toEqual([expected]);
});
