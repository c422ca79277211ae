import { parseArn } from '@careplane/config';
import type { ContainerService } from '@careplane/config';

/**
 * The policies of a service (`taskPolicyArns`) that apply in an account: those of the account, because a role can have
 * managed policies of its own account only.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export function taskPoliciesIn(
  account: string,
  { taskPolicyArns }: Pick<ContainerService, 'taskPolicyArns'>,
): string[] {
  return taskPolicyArns.filter((arn) => parseArn(arn).account === account);
}
