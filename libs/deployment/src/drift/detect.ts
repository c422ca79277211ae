import { setTimeout as pause } from 'node:timers/promises';
import { DescribeStackDriftDetectionStatusCommand, DetectStackDriftCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { atAws } from '../aws/aws-errors';
import { POLL_MS } from '../aws/settle';

/** Looks at a detection before it is left alone: with two seconds between them, ten minutes. AWS names no longest time. */
const MOST_LOOKS = 300;

/** How a detection ended. */
export interface Detection {
  /** Whether all resources that can be compared were compared. */
  readonly complete: boolean;
  /** Why not, in CloudFormation's words. */
  readonly reason?: string;
}

/**
 * Let CloudFormation compare a stack with its template, and wait for the end. A detection that another caller began is waited for, and
 * then a new one begins: its results may be older than the change that is looked for.
 *
 * @throws BadInput when the caller may not begin one
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
 */
export async function detectDrift(client: CloudFormationClient, stack: string): Promise<Detection> {
  return atAws(`detecting the drift of ${stack}`, async () => {
    let looks = 0;
    const rest = async () => {
      looks += 1;
      await pause(POLL_MS);
      return looks < MOST_LOOKS;
    };
    const tooLong: Detection = { complete: false, reason: 'The detection did not end within ten minutes' };
    let id = await begin(client, stack);
    while (id === undefined) {
      if (!(await rest())) return tooLong;
      id = await begin(client, stack);
    }
    for (;;) {
      const found = await client.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id }));
      if (found.DetectionStatus === 'DETECTION_COMPLETE') return { complete: true };
      if (found.DetectionStatus === 'DETECTION_FAILED') {
        return { complete: false, reason: found.DetectionStatusReason ?? 'CloudFormation gives no reason' };
      }
      if (!(await rest())) return tooLong;
    }
  });
}

/** Id of the detection; undefined while another one is running. */
async function begin(client: CloudFormationClient, stack: string): Promise<string | undefined> {
  try {
    return (await client.send(new DetectStackDriftCommand({ StackName: stack }))).StackDriftDetectionId;
  } catch (error) {
    if (/already in progress/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
