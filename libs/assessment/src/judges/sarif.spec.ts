import type { JudgeVerdict } from '@careplane/compliance';
import { sarifOf } from './sarif';

const PLATFORM = { name: 'acme', account: '111122223333', region: 'us-east-2' };
const open = {
  rule: 'no-names',
  severity: 'error' as const,
  message: 'Has a name.',
  where: 'acme-data-staging/Bucket',
};

interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly { ruleId: string; locations: readonly { physicalLocation: { region: object } }[] }[];
      readonly invocations: readonly {
        executionSuccessful: boolean;
        toolExecutionNotifications?: readonly { level: string; message: { text: string } }[];
      }[];
    },
  ];
}

const runOf = (...verdicts: JudgeVerdict[]) => (JSON.parse(sarifOf(PLATFORM, verdicts, new Date(0))) as Log).runs[0];

test('open findings are results, each at a line, because GitHub refuses a result without a place', () => {
  const { results, invocations } = runOf({ judge: 'own', ran: true, version: '1', open: [open], acknowledged: [] });
  expect(results.map(({ ruleId, locations }) => [ruleId, locations[0]?.physicalLocation.region])).toEqual([
    ['no-names', { startLine: 1 }],
  ]);
  expect(invocations).toMatchObject([{ executionSuccessful: true }]);
});

test('a judge that did not run is named: no results of it are no good news', () => {
  const { results, invocations } = runOf({
    judge: 'cfn-lint',
    ran: false,
    why: 'not on this machine',
    fix: 'install it',
  });
  expect(results).toEqual([]);
  expect(invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'cfn-lint did not run: not on this machine' } }],
    },
  ]);
});
