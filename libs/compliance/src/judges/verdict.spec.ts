import { mergeVerdicts } from './verdict';
import type { Acknowledged, DidNotRun, JudgeFinding, Ran } from './verdict';

const finding = (where: string): JudgeFinding => ({ rule: 'RULE', severity: 'error', message: 'no key', where });
const acknowledged = (at: string): Acknowledged => ({ rule: 'RULE', reason: 'because', at, where: [at] });
const ran = (overrides: Partial<Ran> = {}): Ran => ({
  judge: 'cfn-lint',
  ran: true,
  version: '1.0.0',
  open: [],
  acknowledged: [],
  ...overrides,
});
const didNotRun: DidNotRun = { judge: 'cfn-lint', ran: false, why: 'not on this machine', fix: 'install it' };

test('one judge’s verdicts on several units become one, and nothing is lost', () => {
  expect(
    mergeVerdicts([
      ran({ open: [finding('a')], acknowledged: [acknowledged('b')] }),
      ran({ open: [finding('c')], acknowledged: [acknowledged('d')] }),
    ]),
  ).toEqual([ran({ open: [finding('a'), finding('c')], acknowledged: [acknowledged('b'), acknowledged('d')] })]);
});

test('judges stay apart, in the order in which they were first heard', () => {
  const merged = mergeVerdicts([ran(), ran({ judge: 'cdk-nag' }), ran({ open: [finding('a')] })]);
  expect(merged.map(({ judge }) => judge)).toEqual(['cfn-lint', 'cdk-nag']);
  expect(merged[0]).toEqual(ran({ open: [finding('a')] }));
});

test.each([
  ['first', [didNotRun, ran()]],
  ['last', [ran(), didNotRun]],
  ['between', [ran(), didNotRun, ran({ open: [finding('a')] })]],
])('a judge that did not look at everything (%s) has not run', (_where, verdicts) => {
  expect(mergeVerdicts(verdicts)).toEqual([didNotRun]);
});

test('no verdicts, no verdict', () => {
  expect(mergeVerdicts([])).toEqual([]);
});
