import { dropUndefined } from './drop-undefined';
import { EGRESS_PROTOCOLS } from './egress';
import type {
  Egress,
  HealthCheck,
  ParsedPlatform,
  ParsedScheduled,
  ParsedService,
  ParsedWeb,
  ParsedWorker,
  Route,
  Scaling,
  WorkerScaling,
} from './model';
import { routePriority } from './route-priority';

/** Defaults that depend on the tier; those that do not are in the schema. */
const SCALING_DEFAULTS = { cpuPercent: 60, memoryPercent: 75, requestsPerTarget: 1000, schedule: [] };
const SCALING_BOUNDS = { production: { min: 2, max: 6 }, nonproduction: { min: 1, max: 2 } };
const HEALTH_CHECK_DEFAULTS = { path: '/', codes: '200', intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 60 };
const SIZE_DEFAULTS = { cpu: 256, memoryMiB: 512 };

/** Scaling of an environment for a service that says nothing of it. */
export function environmentScalingOf(platform: ParsedPlatform, environmentName: string): Scaling {
  const environment = platform.environments[environmentName];
  return {
    ...SCALING_DEFAULTS,
    ...SCALING_BOUNDS[environment?.tier ?? 'production'],
    ...dropUndefined(environment?.scaling ?? {}),
  };
}

/** Scaling of a service in an environment: service's override, service, environment, built-in; the first that says something. */
export function scalingOf(platform: ParsedPlatform, service: ParsedWeb, environmentName: string): Scaling {
  return {
    ...environmentScalingOf(platform, environmentName),
    ...dropUndefined(service.scaling ?? {}),
    ...dropUndefined(service.environments[environmentName]?.scaling ?? {}),
  };
}

/** Scaling of a worker in an environment, in the same order. */
export function workerScalingOf(
  platform: ParsedPlatform,
  service: ParsedWorker,
  environmentName: string,
): WorkerScaling {
  const { requestsPerTarget: _, ...environment } = environmentScalingOf(platform, environmentName);
  return {
    ...environment,
    ...dropUndefined(service.scaling ?? {}),
    ...dropUndefined(service.environments[environmentName]?.scaling ?? {}),
  };
}

/** Health check of a service in an environment. */
export function healthCheckOf(service: ParsedWeb, environmentName: string): HealthCheck {
  return {
    ...HEALTH_CHECK_DEFAULTS,
    ...dropUndefined(service.healthCheck ?? {}),
    ...dropUndefined(service.environments[environmentName]?.healthCheck ?? {}),
  };
}

/** Routes of a service in an environment, one for each path. */
export function routesOf(service: ParsedWeb, environmentName: string, domain: string): Route[] {
  const written = service.environments[environmentName]?.routes ?? service.routes ?? [{ host: '@', paths: ['/*'] }];
  return written.flatMap(({ host, paths, priority }) =>
    paths.map((path) => ({
      hostname: host === '@' ? domain : `${host}.${domain}`,
      path,
      priority: priority ?? routePriority(host, path),
    })),
  );
}

/** CPU and memory of a service in an environment. */
export function sizeOf(service: ParsedService, environmentName: string): { cpu: number; memoryMiB: number } {
  const override = service.environments[environmentName];
  return {
    cpu: override?.cpu ?? service.cpu ?? SIZE_DEFAULTS.cpu,
    memoryMiB: override?.memoryMiB ?? service.memoryMiB ?? SIZE_DEFAULTS.memoryMiB,
  };
}

/** Partners of a service in an environment: an environment adds some, or gives one of them differently. */
export function egressOf(service: ParsedService, environmentName: string): Egress[] {
  const written = { ...service.egress, ...service.environments[environmentName]?.egress };
  return Object.entries(written).map(([name, { protocol, port, to, unencrypted }]) => ({
    name,
    protocol,
    port: port ?? EGRESS_PROTOCOLS[protocol].port,
    to,
    ...(unencrypted === undefined ? {} : { unencryptedReason: unencrypted.reason }),
  }));
}

/** Times of a scheduled job in an environment. */
export function jobScheduleOf(service: ParsedScheduled, environmentName: string): ParsedScheduled['schedule'] {
  return service.environments[environmentName]?.schedule ?? service.schedule;
}
