import type { PlatformModel } from '@careplane/config';
import { accessTemplate, contentsOf } from '../../access';
import type { StackContents } from '../../access';

/**
 * Make the access stacks of a platform, one for each account that has stacks.
 *
 * @throws Error when something does not fit into IAM's limits, or a resource type is not known
 */
export function makeAccessStacks(model: PlatformModel, stacks: readonly StackContents[]): void {
  for (const [account, contents] of contentsOf(model, stacks))
    accessTemplate({ model, account, contents, deployers: [] });
}
