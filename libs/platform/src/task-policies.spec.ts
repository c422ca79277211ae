import { taskPoliciesIn } from './task-policies';

const STAGING = 'arn:aws:iam::111122223333:policy/letters';
const PRODUCTION = 'arn:aws:iam::444455556666:policy/team/letters';
const taskPolicyArns = [STAGING, PRODUCTION];

it('are those of the account in which the task runs', () => {
  expect(taskPoliciesIn('111122223333', { taskPolicyArns })).toEqual([STAGING]);
  expect(taskPoliciesIn('444455556666', { taskPolicyArns })).toEqual([PRODUCTION]);
  expect(taskPoliciesIn('777788889999', { taskPolicyArns })).toEqual([]);
});
