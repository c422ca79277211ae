import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import type { ECSClient, Task } from '@aws-sdk/client-ecs';
import { ToolFailed } from '@careplane/command-line';
import { setTimeout as pause } from 'node:timers/promises';
import { atAws } from '../aws/aws-errors';
import type { DeployedTask } from './deployed-task';
import type { TaskClients } from './task-place';

/** Milliseconds between two looks at a task. */
const POLL_MS = Number(process.env['CAREPLANE_POLL_MS'] ?? 3_000);

/** Looks at the log after the end: CloudWatch Logs may show the last lines some seconds later. */
const LAST_LOOKS = 3;

/** How a task ended. */
export interface TaskEnd {
  /** Exit code of the container; undefined if it never ran. */
  readonly exitCode: number | undefined;
  /** In the words of ECS. */
  readonly reason: string;
}

export interface TaskReporter {
  /** A line of the task's log. */
  readonly line: (text: string) => void;
  /** PROVISIONING, PENDING, RUNNING …, whenever it changes. */
  readonly status: (status: string) => void;
  /** Whether to stop waiting; the task goes on. */
  readonly stop: () => boolean;
}

/**
 * Wait for a started task, and report its log while it is written.
 *
 * @returns how it ended; undefined when the waiting was stopped first
 */
export async function runTask(
  clients: TaskClients,
  { request, container, logGroupName }: DeployedTask,
  taskArn: string,
  reporter: TaskReporter,
): Promise<TaskEnd | undefined> {
  const id = taskArn.slice(taskArn.lastIndexOf('/') + 1);
  const log = followed(clients.logs, { logGroupName, logStreamName: `${container}/${container}/${id}` });
  let shown = '';
  while (!reporter.stop()) {
    const task = await atAws('looking at the task', () => describe(clients.ecs, request.cluster, taskArn));
    const status = task?.lastStatus ?? '';
    if (status !== shown && status !== '') reporter.status(status);
    shown = status;
    for (const line of await log()) reporter.line(line);
    if (status === 'STOPPED') return endOf(task, container, () => lastLines(log, reporter));
    await pause(POLL_MS);
  }
  return undefined;
}

async function endOf(task: Task | undefined, container: string, rest: () => Promise<void>): Promise<TaskEnd> {
  await rest();
  const ran = task?.containers?.find(({ name }) => name === container);
  return { exitCode: ran?.exitCode, reason: ran?.reason ?? task?.stoppedReason ?? 'no reason' };
}

async function lastLines(log: () => Promise<string[]>, { line }: TaskReporter): Promise<void> {
  for (let look = 0; look < LAST_LOOKS; look += 1) {
    await pause(POLL_MS);
    for (const text of await log()) line(text);
  }
}

async function describe(ecs: ECSClient, cluster: string | undefined, taskArn: string): Promise<Task | undefined> {
  const { tasks = [], failures = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  // A task that was just started may not be known yet; one that is gone was stopped an hour ago.
  if (tasks.length === 0 && failures.some(({ reason }) => reason !== 'MISSING')) {
    throw new ToolFailed(`ECS does not describe the task ${taskArn}: ${failures[0]?.reason ?? 'no reason'}.`);
  }
  return tasks[0];
}

/** Reads what a log stream has got since the last call, all pages; nothing as long as there is no stream. */
function followed(
  logs: CloudWatchLogsClient,
  stream: { readonly logGroupName: string; readonly logStreamName: string },
): () => Promise<string[]> {
  let token: string | undefined;
  return () =>
    atAws('reading the log of the task', async () => {
      const lines: string[] = [];
      for (;;) {
        const page = await logs
          .send(new GetLogEventsCommand({ ...stream, startFromHead: true, nextToken: token }))
          .catch(absent);
        if (page === undefined) return lines;
        lines.push(...(page.events ?? []).map(({ message = '' }) => message.trimEnd()));
        // The same token again says that there is nothing more for now.
        if (page.nextForwardToken === undefined || page.nextForwardToken === token) return lines;
        token = page.nextForwardToken;
      }
    });
}

function absent(error: unknown): undefined {
  if ((error as Error).name !== 'ResourceNotFoundException') throw error;
}
