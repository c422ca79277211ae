import { ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { atAws } from '../aws/aws-errors';
import { lastEvent, settle } from '../aws/settle';
import type { Ended, Watch } from '../aws/settle';

/** Execute a change set and wait until the stack has settled. */
export async function execute(
  client: CloudFormationClient,
  stack: { readonly name: string; readonly arn: string },
  changeSet: string,
  watch: Watch,
): Promise<Ended> {
  const since = await lastEvent(client, stack.arn);
  await atAws(`executing the change set of ${stack.name}`, () =>
    client.send(new ExecuteChangeSetCommand({ StackName: stack.arn, ChangeSetName: changeSet })),
  );
  return settle(client, stack, watch, { since, begun: false });
}
