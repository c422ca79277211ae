import { BadInput, commandLine, EXIT, stopOnSignal } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import { platformPath } from '@careplane/config';
import { Clients, parameterStore } from '@careplane/deployment/aws';
import { eventsOf, logsClient, sinceOf } from '@careplane/deployment/logs';
import { servicePlace } from '../service-place';

export interface LogsOptions {
  readonly env: string;
  readonly since: string;
  readonly filter?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** Characters of a task's id that are shown: enough to tell the tasks of a service apart. */
const TASK_DIGITS = 8;

/**
 * Show the log of a service. Reads with the caller's own credentials, not with a role of the toolkit: a log may hold patients' data,
 * and the account's own groups say who may read it.
 *
 * @returns 0; also where there are no events
 * @throws BadInput for a service that was never deployed, a time that is none, and credentials of another account
 */
export async function logs(directory: string, options: LogsOptions, terminal: Terminal): Promise<Exit> {
  const { model, service, environment } = servicePlace(directory, options.env);
  const from = sinceOf(options.since, Date.now());
  const { account, name: env } = environment;
  // The log of a static site is where CloudFront delivers logs.
  const region = service.kind === 'static' ? CLOUDFRONT_REGION : environment.region;
  const caller = await new Clients({ model, purpose: 'look', directory }, parameterStore(environment.region)).caller();
  if (caller.account !== account) {
    throw new BadInput(
      `These credentials are of account ${caller.account}, and ${env} is in ${account}. Use credentials of ${account}, for example AWS_PROFILE=<profile of ${account}>, then run the same command again.`,
    );
  }
  const logGroupName = platformPath(model.name, 'environments', env, service.name);
  const stopping = stopOnSignal('Stopped.', (text) => terminal.talk(text));
  const events = eventsOf(logsClient(region), {
    logGroupName,
    from,
    ...(options.filter === undefined ? {} : { filter: options.filter }),
    follow: () => options.follow === true && !stopping.asked(),
    absent: `There is no log group ${logGroupName} in ${region}: ${service.name} was never deployed to ${env}. Deploy it first: ${commandLine('deploy', directory, { env, assembly: '<dir>' })}`,
  });
  let count = 0;
  try {
    for await (const event of events) {
      if (stopping.asked()) break;
      count += 1;
      terminal.data(
        options.json === true
          ? JSON.stringify(event)
          : `${event.at} ${event.task.slice(0, TASK_DIGITS)} ${event.message}`,
      );
    }
  } finally {
    stopping.end();
  }
  if (count === 0) terminal.talk(`No event in ${logGroupName} since ${new Date(from).toISOString()}.`);
  return EXIT.ok;
}
