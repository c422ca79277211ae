import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol';
import type { CloudControlClient, ProgressEvent } from '@aws-sdk/client-cloudcontrol';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';
import { POLL_MS } from '../aws/settle';
import type { ResourceFate } from './fate';

const LONGEST_MS = 2 * 3_600_000;
/** Properties that forbid the deletion of a resource, by type. */
const PROTECTION = ['DeletionProtection', 'DeletionProtectionEnabled'];

/**
 * Delete a resource that its stack has left behind, through AWS Cloud Control: it knows every type that the platform's stacks
 * have. One that is gone is fine.
 *
 * @throws ToolFailed with the reason of the service
 */
export async function deleteByCloudControl(
  client: CloudControlClient,
  { type, physicalId }: Pick<ResourceFate, 'type' | 'physicalId'>,
): Promise<void> {
  const resource = { TypeName: type, Identifier: physicalId };
  await atAws(`deleting ${physicalId}`, async () => {
    try {
      const { ResourceDescription } = await client.send(new GetResourceCommand(resource));
      const properties = JSON.parse(ResourceDescription?.Properties ?? '{}') as Record<string, unknown>;
      const on = PROTECTION.filter((name) => properties[name] === true);
      if (on.length > 0) {
        const PatchDocument = JSON.stringify(on.map((name) => ({ op: 'replace', path: `/${name}`, value: false })));
        await wait(
          client,
          physicalId,
          (await client.send(new UpdateResourceCommand({ ...resource, PatchDocument }))).ProgressEvent,
        );
      }
      await wait(client, physicalId, (await client.send(new DeleteResourceCommand(resource))).ProgressEvent);
    } catch (error) {
      if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    }
  });
}

async function wait(client: CloudControlClient, physicalId: string, begun: ProgressEvent | undefined): Promise<void> {
  let event = begun;
  for (const end = Date.now() + LONGEST_MS; Date.now() < end; await pause(POLL_MS)) {
    const { OperationStatus, StatusMessage, ErrorCode } = event ?? {};
    if (OperationStatus === 'SUCCESS' || ErrorCode === 'NotFound') return;
    if (OperationStatus === 'FAILED' || OperationStatus === 'CANCEL_COMPLETE') {
      throw new ToolFailed(
        `${physicalId} was not deleted: ${StatusMessage ?? ErrorCode ?? 'AWS gives no reason'}. Fix the cause and run the same command again, or leave out --delete-data ${physicalId}.`,
      );
    }
    ({ ProgressEvent: event } = await client.send(
      new GetResourceRequestStatusCommand({ RequestToken: event?.RequestToken }),
    ));
  }
  throw new ToolFailed(
    `${physicalId} was not deleted within ${LONGEST_MS / 3_600_000} hours. Run the same command again.`,
  );
}
