import { EGRESS_PROTOCOLS } from '@careplane/config';
import type {
  ContainerService,
  PlatformModel,
  ScheduledWorkload,
  WebWorkload,
  WorkerScaling,
  WorkerWorkload,
} from '@careplane/config';
import { counted } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import { code, heading, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Text } from '../document/block';
import { calls } from './calls';

/** How requests reach the container of a service, or what starts it. */
export function reachedBy(service: ContainerService): string {
  if (service.kind === 'worker') return 'runs all the time, no request reaches it';
  if (service.kind === 'scheduled') return 'starts at its times and ends, no request reaches it';
  const { port, protocol } = service;
  return `port ${port}, ${protocol === 'https' ? 'HTTPS' : `plain HTTP (${protocol.http.reason})`}`;
}

/**
 * What only this kind of service has: routes, sizes, times and health checks.
 *
 * @param folder of the service, as commands name it
 * @param model the platform, for the services that call it and that it calls
 */
export function workload(service: ContainerService, folder: string, model: PlatformModel): Block[] {
  switch (service.kind) {
    case 'web':
      return [
        ...web(service),
        ...calls(service, model),
        ...connections(service),
        ...beside(service),
        ...taskBeforeDeploy(service),
        ...oneOffTasks(service, folder),
      ];
    case 'worker':
      return [
        ...worker(service),
        ...calls(service, model),
        ...connections(service),
        ...beside(service),
        ...taskBeforeDeploy(service),
        ...oneOffTasks(service, folder),
      ];
    case 'scheduled':
      return [
        ...scheduled(service),
        ...calls(service, model),
        ...connections(service),
        ...beside(service),
        ...taskBeforeDeploy(service),
        ...oneOffTasks(service, folder),
      ];
  }
}

function web(service: WebWorkload): Block[] {
  return [
    heading('Routes'),
    tableOf(
      'Requests that go to the service',
      ['environment', 'address', 'path', 'priority of the rule'],
      service.deployments.flatMap(({ environment, routes }) =>
        routes.map(({ hostname, path, priority }) => [environment, code(hostname), code(path), String(priority)]),
      ),
      'no request of the internet goes to the service. Other services call it.',
    ),
    heading('Size and scaling'),
    tableOf(
      'Tasks',
      SIZES,
      service.deployments.map(({ scaling, ...size }) =>
        sizeRow(size, scaling, `${counted(scaling.requestsPerTarget, 'request')} a minute per task`),
      ),
    ),
    tableOf(
      'Health check of the load balancer and of ECS',
      ['environment', 'path', 'healthy codes', 'every', 'timeout', 'start time'],
      service.deployments.map(({ environment, healthCheck }) => [
        environment,
        code(healthCheck.path),
        healthCheck.codes,
        `${healthCheck.intervalSeconds} s`,
        `${healthCheck.timeoutSeconds} s`,
        `${healthCheck.graceSeconds} s`,
      ]),
    ),
  ];
}

function worker(service: WorkerWorkload): Block[] {
  return [
    heading('Size and scaling'),
    tableOf(
      'Tasks',
      SIZES,
      service.deployments.map(({ scaling, ...size }) => sizeRow(size, scaling, queueTarget(scaling))),
    ),
  ];
}

function queueTarget({ queue }: WorkerScaling): string | undefined {
  return queue === undefined ? undefined : `${counted(queue.messagesPerTask, 'message')} of ${queue.name} per task`;
}

function scheduled(service: ScheduledWorkload): Block[] {
  return [
    heading('Times'),
    tableOf(
      'Runs',
      ['environment', 'times', 'time zone', 'CPU units', 'memory, MiB'],
      service.deployments.map(({ environment, schedule, enabled, cpu, memoryMiB }) => {
        const { cron, everyMinutes = 0, timeZone } = schedule;
        const times = cron ?? (everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`);
        const off = enabled ? '' : ' (switched off)';
        return [environment, `${times}${off}`, cron === undefined ? 'none' : timeZone, String(cpu), String(memoryMiB)];
      }),
    ),
    paragraph(
      `A start that AWS refuses is tried ${counted(service.startRetries, 'more time')} within ${counted(service.startWithinMinutes, 'minute')}; then the run is dropped, and the alarm DroppedRuns is raised. A run that fails is not repeated, because only you know whether the job may run twice. What to do: `,
      toChapter('a scheduled run failed or was missed', 'troubleshooting', 'A scheduled run failed or was missed'),
      '.',
    ),
  ];
}

const SIZES = ['environment', 'CPU units', 'memory, MiB', 'tasks', 'scales at', 'schedule'];

interface Size {
  readonly environment: string;
  readonly cpu: number;
  readonly memoryMiB: number;
}

function sizeRow({ environment, cpu, memoryMiB }: Size, scaling: WorkerScaling, own: string | undefined): Text[] {
  const { min, max, cpuPercent, memoryPercent, schedule } = scaling;
  const targets = [`${cpuPercent} % CPU`, `${memoryPercent} % memory`, ...(own === undefined ? [] : [own])];
  const changes = schedule.map((change) => `${change.cron} ${change.timeZone}: ${change.min} to ${change.max}`);
  return [
    environment,
    String(cpu),
    String(memoryMiB),
    `${min} to ${max}`,
    targets.join(', '),
    changes.join('; ') || 'none',
  ];
}

/** Stores and partners; the page of a service has a table of its queues. */
function connections(service: ContainerService): Block[] {
  return [...stores(service), ...partners(service)];
}

/** Containers of other makers, with what they share. */
function beside({ sidecars, name }: ContainerService): Block[] {
  if (sidecars.length === 0) return [];
  return [
    heading('Sidecars'),
    tableOf(
      'Containers of other makers in each task',
      ['name', 'image', 'digest in service.yaml', 'port', 'memory, MiB', 'file systems', 'ends the task', 'starts'],
      sidecars.map((sidecar) => [
        sidecar.name,
        code(sidecar.source),
        code(sidecar.digest),
        sidecar.port === undefined ? 'none' : String(sidecar.port),
        String(sidecar.memoryMiB),
        Object.entries(sidecar.fileSystems)
          .map(([each, { path, use }]) => `${use === 'read' ? 'reads' : 'writes'} ${each} at ${path}`)
          .join(', ') || 'none',
        sidecar.essential ? 'yes' : 'no',
        `${sidecar.start} ${name}`,
      ]),
    ),
    paragraph(
      'They run from copies that passed the gate of the service. They share the network and the task role of the service, so each may do what the service may do.',
    ),
  ];
}

/** The task that each release runs, and what a person does when it fails. */
function taskBeforeDeploy({ beforeDeploy, name }: ContainerService): Block[] {
  if (beforeDeploy === undefined) return [];
  const { name: task, description = '', command, timeoutMinutes } = beforeDeploy;
  return [
    heading('Task before the deploy'),
    tableOf(
      'Task that each release of an image runs',
      ['task', 'purpose', 'command', 'minutes'],
      [[task, description, code(command.join(' ')), String(timeoutMinutes)]],
    ),
    list([
      'It runs with the new image, before any task of the service has that image. Its log is in the log of the release, and in the log group of the service.',
      `If it fails, the release ends and ${name} keeps its image. Mend the cause, and release again: a fix of the image, or the stage Deploy once more.`,
      'If it has not ended in time, the release ends and the task goes on, because stopping a migration can leave half of it. The next release waits for its end.',
      'A release of an earlier commit (careplane rollback) does not run it.',
    ]),
  ];
}

function stores({ caches, buckets, fileSystems }: ContainerService): Block[] {
  const verbs = { read: 'reads from', write: 'writes to', both: 'reads from and writes to' };
  const lines: Text[] = [
    ...caches.map((name) => `It uses the cache ${name}, over TLS, and signs in as the user of the cache.`),
    ...Object.entries(buckets).map(
      ([name, use]) => `It ${verbs[use]} the bucket ${name}, through the API of S3 with the rights of its own role.`,
    ),
    ...Object.entries(fileSystems).map(([name, { path, folder, uid, gid, use }]): Text => [
      `It ${use === 'read' ? 'reads' : 'reads and writes'} the folder ${folder} of the file system ${name}, at `,
      code(path),
      ` of its container: over TLS, with its own role, through an access point whose user and group are ${uid}:${gid}.`,
    ]),
  ];
  return lines.length === 0 ? [] : [heading('Stores'), list(lines)];
}

function partners({ deployments }: ContainerService): Block[] {
  const rows = deployments.flatMap(({ environment, egress }) =>
    egress.map(({ name, protocol, port, to, unencryptedReason }): Text[] => [
      environment,
      name,
      protocol.toUpperCase(),
      String(port),
      to.join(', '),
      unencryptedReason === undefined ? EGRESS_PROTOCOLS[protocol].encryptedBy : `nothing: ${unencryptedReason}`,
    ]),
  );
  if (rows.length === 0) return [];
  return [
    heading('Partners'),
    tableOf(
      'Connections to partners on other ports than 443',
      ['environment', 'partner', 'protocol', 'port', 'addresses', 'encrypted by'],
      rows,
    ),
  ];
}

function oneOffTasks({ tasks }: ContainerService, folder: string): Block[] {
  const rows = Object.entries(tasks).map(([name, { description = '', command }]): Text[] => [
    name,
    description,
    code(command.join(' ')),
    code(`npx careplane run ${shellWord(folder)} ${name} --env <environment>`),
  ]);
  if (rows.length === 0) return [];
  return [
    heading('One-off tasks'),
    tableOf('Tasks that a person starts', ['task', 'purpose', 'command', 'start'], rows),
  ];
}
