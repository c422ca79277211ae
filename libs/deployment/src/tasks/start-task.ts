import { RunTaskCommand } from '@aws-sdk/client-ecs';
import type { ECSClient, Task } from '@aws-sdk/client-ecs';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';
import type { DeployedTask } from './deployed-task';

/** Group of one-off tasks. Rules about stopped tasks look at other groups: the failure is shown to the person who waits for it. */
const GROUP = 'one-off';

/**
 * Start a task.
 *
 * @param who for ECS's field startedBy, of which 128 characters are kept: the name of a session
 * @returns ARN of the task
 * @throws ToolFailed when ECS starts none
 */
export async function startTask(ecs: ECSClient, { request }: DeployedTask, who: string): Promise<string> {
  const startedBy = who.replace(/[^A-Za-z0-9_./-]/g, '-').slice(-128);
  const { tasks = [], failures = [] } = await atAws('starting the task', () =>
    ecs.send(new RunTaskCommand({ ...request, group: GROUP, startedBy })),
  );
  const [started] = tasks as readonly Task[];
  if (started?.taskArn !== undefined) return started.taskArn;
  const reasons = failures.map(({ reason = 'no reason', detail }) => [reason, detail].filter(Boolean).join(': '));
  throw new ToolFailed(
    `ECS started no task: ${reasons.join('; ') || 'no reason'}. Run the same command again; if it fails again, look at the capacity and the quotas of Fargate.`,
  );
}
