import { cutEnd, table } from '@careplane/problems';
import type { Release } from '@careplane/deployment/releases';

const SHORT = 12;

/** Releases as a table, newest first. */
export function renderReleases(pipelineName: string, releases: readonly Release[]): string {
  if (releases.length === 0) return `${pipelineName} has not run yet.`;
  const rows = releases.map(({ revision, status, startedAt, summary }) => [
    revision.slice(0, SHORT),
    status,
    minute(startedAt),
    cutEnd(summary, 60),
  ]);
  return table(['commit', 'run', 'started', 'message'], rows);
}

interface Started {
  readonly pipelineName: string;
  readonly execution: string;
  readonly region: string;
  readonly from: Release;
  readonly to: Release;
  readonly image: string;
  readonly environment: { readonly branch: string; readonly approval: boolean };
  /** When an earlier command has started it, ISO 8601. @default - this one has */
  readonly startedAt?: string;
  /** The task before the deploy, which this release does not run. @default - there is none */
  readonly notRun?: string;
}

/** What was started, what happens now, and what is left to do. */
export function renderRollback(started: Started): string {
  const { pipelineName, execution, region, from, to, image, environment, startedAt, notRun } = started;
  return [
    `${pipelineName} goes back from ${described(from)} to ${described(to)}.`,
    ...(startedAt === undefined
      ? []
      : [`The run was started at ${minute(startedAt)} and is not over. Nothing was started now.`]),
    `Image ${image}. It is scanned again, with the exceptions of that commit: one that has expired since blocks it.`,
    ...(environment.approval ? ['The release waits for an approval, as every release.'] : []),
    `The branch ${environment.branch} still has the newer commits, and the next push releases them again: revert them there.`,
    'Data that a newer release has changed in a database stays changed.',
    ...(notRun === undefined
      ? []
      : [`The task ${notRun} before the deploy is not run: it ran when this commit was released first.`]),
    '',
    `Run ${execution}. To see how far it is:`,
    `aws codepipeline list-action-executions --region ${region} --pipeline-name ${pipelineName} --filter pipelineExecutionId=${execution} --query "actionExecutionDetails[].[stageName,status]" --output table`,
  ].join('\n');
}

function described({ revision, startedAt, summary }: Release): string {
  const about = summary === '' ? '' : `, ${cutEnd(summary, 60)}`;
  return `${revision.slice(0, SHORT)} (released ${minute(startedAt)}${about})`;
}

/** To the minute, in UTC. */
function minute(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
