import { BadInput } from '@careplane/command-line';
import { loadTarget } from '../target';
import { MEDMO } from '../testing/folders';
import { LONGEST_POLICY } from './statement';
import { accessTemplate } from './template';

const { model } = loadTarget(MEDMO, {});

/** The policies of the role that CloudFormation takes in staging, where services name so many task policies. */
function executionPolicies(count: number): object[] {
  const taskPolicies = Array.from(
    { length: count },
    (_, index) => `arn:aws:iam::${model.account}:policy/clinical/a-policy-with-a-long-name-${index}`,
  );
  const contents = new Map([['staging', { types: ['AWS::IAM::Role'], taskPolicies, regions: [model.region] }]]);
  const { Resources } = accessTemplate({ model, account: model.account, contents, deployers: [] });
  return Object.entries(Resources).flatMap(([id, { Properties }]) =>
    /^StagingExecutionPolicy/.test(id) && 'PolicyDocument' in Properties ? [Properties.PolicyDocument as object] : [],
  );
}

it.each([0, 1, 100, 300])('%d task policies may be attached, in policies that IAM takes', (count) => {
  const policies = executionPolicies(count).map((document) => JSON.stringify(document));
  expect(policies.length).toBeGreaterThan(0);
  for (const text of policies) expect(text.length).toBeLessThanOrEqual(LONGEST_POLICY);
  for (const index of count === 0 ? [] : [0, count - 1]) {
    const arn = `:policy/clinical/a-policy-with-a-long-name-${index}"`;
    expect(policies.filter((text) => text.includes(arn)).length).toBe(1);
  }
});

it('more than fit into the policies of a role are bad input, with the place and what to do', () => {
  let thrown: unknown;
  try {
    executionPolicies(2000);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(BadInput);
  expect((thrown as BadInput).problems).toEqual([
    expect.objectContaining({
      path: 'environments.staging',
      given: expect.stringMatching(/^\(\d\d+ policies\)$/) as string,
      allowed: 'at most 10 policies, each of 6,144 characters',
      fix: expect.stringContaining('taskPolicyArns') as string,
    }),
  ]);
});
