import { StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';

/** Name of the action that reads the source, in every pipeline of the toolkit. */
const SOURCE_ACTION = 'Source';

/**
 * Run a pipeline for a commit instead of the newest one of its branch. The run goes through all stages.
 *
 * @param variables of the run, where the pipeline has any
 * @returns id of the run
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
 */
export async function startRelease(
  client: CodePipelineClient,
  name: string,
  revision: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const override = { actionName: SOURCE_ACTION, revisionType: 'COMMIT_ID', revisionValue: revision } as const;
  const given = Object.entries(variables).map(([variable, value]) => ({ name: variable, value }));
  const { pipelineExecutionId } = await atAws(`starting the pipeline ${name}`, () =>
    client.send(
      new StartPipelineExecutionCommand({
        name,
        sourceRevisions: [override],
        ...(given.length === 0 ? {} : { variables: given }),
      }),
    ),
  );
  if (pipelineExecutionId === undefined) throw new ToolFailed(`CodePipeline gave no id for the run of ${name}.`);
  return pipelineExecutionId;
}
