import { partitionOf } from '@careplane/aws-facts';
import { parseArn } from '../../arn';
import type { ServiceRule } from '../rule';

/**
 * A role can have managed policies of its own account only, so a policy applies in the environments of its account. One
 * whose account is no environment's would apply nowhere.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export const policiesAreInTheAccount: ServiceRule = (service, platform) => {
  const prefixes = Object.values(platform.environments).map(({ account, region }) => {
    const partition = partitionOf(region ?? platform.region);
    return `arn:${partition}:iam::${account ?? platform.account}:policy/`;
  });
  return service.taskPolicyArns.flatMap((arn, index) => {
    if (prefixes.some((prefix) => arn.startsWith(prefix))) return [];
    const { account, partition } = parseArn(arn);
    return [
      {
        path: ['taskPolicyArns', index],
        restsOn: [['taskPolicyArns']],
        restsOnPlatform: [['account'], ['region'], ['environments']],
        given: arn,
        message: `is a policy of account ${account} in partition ${partition}, and no environment is there; a role can have policies of its own account only`,
        allowed: `a customer-managed policy of an environment’s account: ${[...new Set(prefixes)].map((prefix) => `${prefix}…`).join(', ')}`,
        fix: 'create the policy in each account in which the service needs it, and name each of them here',
      },
    ];
  });
};
