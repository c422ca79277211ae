import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { atAws } from './aws-errors';

/** A resource of a stack, as CloudFormation lists it. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** All resources of a stack that are there. */
export async function resourcesOf(client: CloudFormationClient, stack: string): Promise<StackResource[]> {
  const found: StackResource[] = [];
  let next: string | undefined;
  do {
    const page = await atAws(`listing the resources of ${stack}`, () =>
      client.send(new ListStackResourcesCommand({ StackName: stack, NextToken: next })),
    );
    for (const each of page.StackResourceSummaries ?? []) {
      if (each.ResourceStatus === 'DELETE_COMPLETE') continue;
      const { LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' } = each;
      found.push({ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}
