import type { Stack } from 'aws-cdk-lib';
import { rolePath } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';

/** ARNs, with a wildcard, of all roles that the stacks of the environments make. Roles of builds and pipelines are not among them. */
export function environmentRoles(stack: Stack, platform: PlatformModel): string[] {
  return platform.environments.map(
    ({ account, name }) => `arn:${stack.partition}:iam::${account}:role${rolePath(platform.name, name)}*`,
  );
}
