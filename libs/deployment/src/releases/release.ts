import { ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import type { CodePipelineClient, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { BadInput } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';

/** A run of the pipeline of a service, as far as it is about a commit. */
export interface Release {
  /** Id of the run. */
  readonly execution: string;
  /** Commit that was built: 40 hexadecimal digits. */
  readonly revision: string;
  /** In the words of CodePipeline: Succeeded, InProgress, Failed, Superseded … */
  readonly status: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** First line of the commit's message, as far as CodePipeline has it. */
  readonly summary: string;
}

/** CodePipeline keeps the runs of twelve months; more than these are never needed to find an earlier release. */
const MOST_RUNS = 1_000;

/**
 * Runs of a pipeline, newest first.
 *
 * @throws BadInput when there is no such pipeline
 */
export async function releasesOf(client: CodePipelineClient, pipelineName: string): Promise<Release[]> {
  const releases: Release[] = [];
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const page = await atAws(`listing the runs of the pipeline ${pipelineName}`, () =>
      client
        .send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 100, nextToken: token }))
        .catch((error: unknown) => absent(error, pipelineName)),
    );
    releases.push(...(page.pipelineExecutionSummaries ?? []).flatMap(releaseOf));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && releases.length < MOST_RUNS);
  return releases;
}

/** A run that was stopped before its source was read has no commit, and says nothing here. */
function releaseOf(summary: PipelineExecutionSummary): Release[] {
  const { pipelineExecutionId: execution = '', status = '', startTime, sourceRevisions = [] } = summary;
  const revision = sourceRevisions[0]?.revisionId;
  if (revision === undefined) return [];
  const about = titleOf(sourceRevisions[0]?.revisionSummary ?? '');
  return [{ execution, revision, status, startedAt: startTime?.toISOString() ?? '', summary: about }];
}

/** For sources of a connection the summary is JSON with the provider and the message; for CodeCommit it is the message. */
function titleOf(summary: string): string {
  let text = summary;
  try {
    const parsed: unknown = JSON.parse(summary);
    if (typeof parsed === 'object' && parsed !== null && 'CommitMessage' in parsed) text = String(parsed.CommitMessage);
  } catch {
    // It is the message.
  }
  return text.split('\n', 1)[0] ?? '';
}

function absent(error: unknown, pipelineName: string): never {
  if ((error as Error).name !== 'PipelineNotFoundException') throw error;
  throw new BadInput(
    `There is no pipeline ${pipelineName} in this account and region. Deploy the service first; its pipelines are in its unit.`,
  );
}
