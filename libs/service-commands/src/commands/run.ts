import { BadInput, commandLine, EXIT, stopOnSignal } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import {
  deployedTask,
  outputsOf,
  runTask,
  serviceWithTask,
  startTask,
  taskClients,
  taskPlaceOf,
} from '@careplane/deployment/tasks';
import { loadTarget } from '@careplane/platform/target';

export interface RunOptions {
  readonly env: string;
}

/**
 * Run a one-off task of a service with the deployed image, show its log, and end as the task ends.
 *
 * @returns 0 if the container exited with 0; 1 if it exited with another code or never ran; 3 if the waiting was stopped
 * @throws BadInput for a task that the service does not have or that is not deployed
 */
export async function runOneOffTask(
  directory: string,
  task: string,
  { env }: RunOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { model, selection } = loadTarget(directory, { env });
  const service = serviceWithTask(model, selection.service, task, directory);
  const environment = model.environments.find(({ name }) => name === env);
  if (environment === undefined) throw new BadInput(`--env ${env} is no environment: a task runs in one.`);
  const place = taskPlaceOf(model, service, environment);
  const clients = new Clients({ model, purpose: 'deploy', directory }, parameterStore(model.region));
  const caller = await requireAccount(model, clients);
  const outputs = await outputsOf(await clients.cloudFormation(place.stack), place.stack.name);
  const deployed = deployedTask(task, place, outputs, commandLine('deploy', directory, { env, assembly: '<dir>' }));
  const aws = await taskClients(clients, place);
  const taskArn = await startTask(aws.ecs, deployed, caller.arn.slice(caller.arn.lastIndexOf(':') + 1));
  terminal.talk(`Started ${task} of ${service.name} in ${env}: ${taskArn}`);
  const stopping = stopOnSignal(
    `Stopped waiting. The task goes on; its log is in the log group ${place.logGroupName}.`,
    (text) => terminal.talk(text),
  );
  const end = await runTask(aws, deployed, taskArn, {
    line: (text) => terminal.data(text),
    status: (status) => terminal.progress(`${task}: ${status}`),
    stop: () => stopping.asked(),
  }).finally(() => stopping.end());
  if (end === undefined) return EXIT.toolFailed;
  if (end.exitCode === 0) {
    terminal.talk(`${task} ended with exit code 0.`);
    return EXIT.ok;
  }
  const how = end.exitCode === undefined ? 'never ran' : `failed with exit code ${end.exitCode}`;
  terminal.talk(`${task} ${how}: ${end.reason}`);
  return EXIT.no;
}
