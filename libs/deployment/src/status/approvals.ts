import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { pipelineUrl } from '@careplane/aws-facts';
import { atAws } from '../aws/aws-errors';

/** An approval that a run of a pipeline waits for. */
export interface PendingApproval {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  /** Since when, ISO 8601. */
  readonly since?: string;
  /** Page of the console on which it is given or refused. */
  readonly page: string;
}

/** Approvals that a pipeline waits for. */
export async function pendingApprovals(
  client: CodePipelineClient,
  pipeline: string,
  region: string,
): Promise<PendingApproval[]> {
  const { stageStates = [] } = await atAws(`looking at the pipeline ${pipeline}`, () =>
    client.send(new GetPipelineStateCommand({ name: pipeline })),
  );
  return stageStates.flatMap(({ stageName = '', actionStates = [] }) =>
    actionStates.flatMap(({ actionName = '', latestExecution: latest }) => {
      // Only an action that waits for a person has a token.
      if (latest?.status !== 'InProgress' || latest.token === undefined) return [];
      const page = pipelineUrl(region, pipeline);
      const since = latest.lastStatusChange?.toISOString();
      return [{ pipeline, stage: stageName, action: actionName, page, ...(since === undefined ? {} : { since }) }];
    }),
  );
}
