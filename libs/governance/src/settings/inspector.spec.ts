import { inspector, inspectorFailure, inspectorPlan } from './inspector';
import type { InspectorResourceType, InspectorState } from './inspector';

const is = (status: string) => ({ status });

test.each<[wanted: InspectorResourceType[], current: InspectorState, missing: string[], pending: boolean]>([
  [['ECR'], {}, ['ECR'], false],
  [['ECR'], { ecr: is('DISABLED'), ec2: is('ENABLED') }, ['ECR'], false],
  [['ECR'], { ecr: is('ENABLED') }, [], false],
  [['ECR'], { ecr: is('ENABLING') }, [], true],
  [['ECR'], { ecr: is('DISABLING') }, [], true],
  [['ECR', 'LAMBDA_CODE'], { ecr: is('ENABLED'), lambdaCode: is('DISABLED') }, ['LAMBDA_CODE'], false],
])('wanted %j, current %j', (wanted, found, missing, pending) => {
  const plan = inspectorPlan(wanted, found, '111122223333');
  const input = { accountIds: ['111122223333'], resourceTypes: missing };
  expect(plan.calls.map((call) => call.input)).toEqual(missing.length === 0 ? [] : [input]);
  expect(plan.pending ?? false).toBe(pending);
});

test('a suspended account is a refusal', () => {
  expect(() => inspectorPlan(['ECR'], { ecr: is('SUSPENDED') }, '111122223333')).toThrow(/suspended for ECR/);
});

test.each<[answer: object, failure: string | undefined]>([
  [{}, undefined],
  [{ failedAccounts: [] }, undefined],
  [{ failedAccounts: [{ errorCode: 'ALREADY_ENABLED', errorMessage: 'is on' }] }, undefined],
  [
    { failedAccounts: [{ errorCode: 'ACCESS_DENIED', errorMessage: 'the account is a member' }] },
    'ACCESS_DENIED: the account is a member',
  ],
])('an answer with %j', (answer, failure) => {
  expect(inspectorFailure(answer)).toBe(failure);
});

test('an account that Inspector does not know has everything off', () => {
  const properties = { ResourceTypes: ['ECR'] };
  expect(inspector.plan({ properties, answers: [{ accounts: [] }] }, '111122223333').calls).toHaveLength(1);
});
