import { partitionOf } from '@careplane/aws-facts';
import { parseArn } from '../../arn';
import { existenceOf } from '../rule';
import type { ServiceRule } from '../rule';

/** A role can have managed policies of its own account only. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html */
export const policiesAreInTheAccount: ServiceRule = (service, platform) => {
  const environments = Object.entries(platform.environments);
  return service.taskPolicyArns.flatMap((arn, index) => {
    const { account, partition } = parseArn(arn);
    const wrong = environments.find(
      ([, environment]) =>
        (environment.account ?? platform.account) !== account ||
        partitionOf(environment.region ?? platform.region) !== partition,
    );
    if (wrong === undefined) return [];
    const [name, environment] = wrong;
    const expected = `arn:${partitionOf(environment.region ?? platform.region)}:iam::${environment.account ?? platform.account}:policy/`;
    return [
      {
        path: ['taskPolicyArns', index],
        restsOn: [['taskPolicyArns']],
        restsOnPlatform: [['account'], ['region'], existenceOf(name)],
        given: arn,
        message: `cannot be attached to the task’s role in ${name}, which is in account ${environment.account ?? platform.account}`,
        allowed: `a customer-managed policy of that account: ${expected}…`,
        fix: 'create the policy in each account in which the service runs, and name a policy of that account',
      },
    ];
  });
};
