import type { ScheduledWorkload, Service, WebWorkload, WorkerScaling, WorkerWorkload } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import { code, heading, list, paragraph, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';

/** How requests reach the container of a service, or what starts it. */
export function reachedBy(service: Service): string {
  if (service.kind === 'worker') return 'runs all the time, no request reaches it';
  if (service.kind === 'scheduled') return 'starts at its times and ends, no request reaches it';
  const { port, protocol } = service;
  return `port ${port}, ${protocol === 'https' ? 'HTTPS' : `plain HTTP (${protocol.http.reason})`}`;
}

/**
 * What only this kind of service has: routes, sizes, times and health checks.
 *
 * @param platform folder of the platform
 */
export function workload(service: Service, platform: string): Block[] {
  switch (service.kind) {
    case 'web':
      return [...web(service), ...queues(service), ...oneOffTasks(service, platform)];
    case 'worker':
      return [...worker(service), ...queues(service), ...oneOffTasks(service, platform)];
    case 'scheduled':
      return [...scheduled(service), ...queues(service), ...oneOffTasks(service, platform)];
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
    ),
    heading('Size and scaling'),
    tableOf(
      'Tasks',
      SIZES,
      service.deployments.map(({ scaling, ...size }) =>
        sizeRow(size, scaling, `${scaling.requestsPerTarget} requests a minute per task`),
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
  return queue === undefined ? undefined : `${queue.messagesPerTask} messages of ${queue.name} per task`;
}

function scheduled(service: ScheduledWorkload): Block[] {
  return [
    heading('Times'),
    tableOf(
      'Runs',
      ['environment', 'times', 'time zone', 'CPU units', 'memory, MiB'],
      service.deployments.map(({ environment, schedule, enabled, cpu, memoryMiB }) => {
        const { cron, everyMinutes = 0, timeZone } = schedule;
        const times = cron ?? `every ${everyMinutes} minutes`;
        const off = enabled ? '' : ' (switched off)';
        return [environment, `${times}${off}`, cron === undefined ? '' : timeZone, String(cpu), String(memoryMiB)];
      }),
    ),
    paragraph(
      `A start that AWS refuses is tried ${service.startRetries} times more within ${service.startWithinMinutes} minutes; then the queue for failed starts has it, and an alarm is raised.`,
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

function queues({ queues: uses }: Service): Block[] {
  const names = Object.entries(uses);
  if (names.length === 0) return [];
  const verbs = { send: 'sends to', receive: 'receives from', both: 'sends to and receives from' };
  return [heading('Queues'), list(names.map(([name, use]) => `It ${verbs[use]} ${name}.`))];
}

function oneOffTasks({ tasks, folder }: Service, platform: string): Block[] {
  const rows = Object.entries(tasks).map(([name, { description = '', command }]): Text[] => [
    name,
    description,
    code(command.join(' ')),
    code(`npx careplane run ${shellWord(`${platform}/${folder}`)} ${name} --env <environment>`),
  ]);
  if (rows.length === 0) return [];
  return [
    heading('One-off tasks'),
    tableOf('Tasks that a person starts', ['task', 'purpose', 'command', 'start'], rows),
  ];
}
