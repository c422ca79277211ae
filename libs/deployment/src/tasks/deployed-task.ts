import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { BadInput } from '@careplane/command-line';
import { taskOutputName } from '@careplane/config';
import { atAws } from '../aws/aws-errors';
import type { TaskPlace } from './task-place';

/** A one-off task as it is deployed in an environment. */
export interface DeployedTask {
  /** The request of RunTask that the service's stack has made, with the deployed image. */
  readonly request: RunTaskCommandInput;
  /** Name of its container. */
  readonly container: string;
  readonly logGroupName: string;
}

/** Outputs of a stack, by name; undefined where there is no stack. */
export async function outputsOf(
  client: CloudFormationClient,
  name: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const stack = await atAws(`looking at stack ${name}`, () => find(client, name));
  if (stack === undefined || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined;
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/**
 * The task of this name, as the stack's outputs have it.
 *
 * @param deploy command that deploys the service
 * @throws BadInput for what is not deployed
 */
export function deployedTask(
  task: string,
  { service, environment, logGroupName }: Pick<TaskPlace, 'service' | 'environment' | 'logGroupName'>,
  outputs: Readonly<Record<string, string>> | undefined,
  deploy: string,
): DeployedTask {
  const where = `${service.name} in ${environment.name}`;
  if (outputs === undefined) throw new BadInput(`${where} is not deployed. Deploy it first: ${deploy}`);
  const written = outputs[taskOutputName(task)];
  if (written !== undefined) {
    return { request: JSON.parse(written) as RunTaskCommandInput, container: service.name, logGroupName };
  }
  if (Object.keys(service.tasks).some((known) => outputs[taskOutputName(known)] !== undefined)) {
    throw new BadInput(`The task ${task} of ${where} is not deployed. Deploy the service first: ${deploy}`);
  }
  throw new BadInput(
    `No task of ${where} is deployed: the service has no image there yet, or the tasks are newer than the last deploy. Deploy the service (${deploy}), and run its image pipeline if it has no image.`,
  );
}

async function find(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
