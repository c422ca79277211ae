import { forEachConnection } from './connections';
import { dropUndefined } from './drop-undefined';
import type {
  ContainerService,
  Deployment,
  Environment,
  ParsedAnyService,
  ParsedPlatform,
  ParsedService,
  ParsedStatic,
  Service,
  StaticSite,
} from './model';
import { mountsOf } from './mounts';
import { siteDeploymentOf } from './site-settings';
import { DEFAULT_MINUTES } from './schema/service/tasks';
import { sidecarsOf, textsOf } from './sidecars';
import {
  egressOf,
  healthCheckOf,
  jobScheduleOf,
  routesOf,
  scalingOf,
  sizeOf,
  workerScalingOf,
} from './workload-settings';

export interface ServiceFile {
  readonly directory: string;
  /** From the platform's folder, with slashes. */
  readonly folder: string;
  readonly value: ParsedAnyService;
}

/** Merge every default and override of a service. */
export function serviceOf(platform: ParsedPlatform, environments: readonly Environment[], file: ServiceFile): Service {
  const { value, directory, folder } = file;
  const own = {
    name: value.name,
    ...(value.description === undefined ? {} : { description: value.description }),
    unit: `${platform.name}-${value.name}`,
    directory,
    folder,
    source: value.source,
  };
  return value.kind === 'static' ? siteOf(environments, value, own) : containerOf(platform, environments, value, own);
}

/** What a service of any kind has. */
type OwnParts = Pick<Service, 'name' | 'description' | 'unit' | 'directory' | 'folder' | 'source'>;

function siteOf(environments: readonly Environment[], site: ParsedStatic, own: OwnParts): StaticSite {
  const { build, fallback, notFoundPage, immutable, keepReleases } = site;
  return {
    ...own,
    kind: 'static',
    build,
    ...dropUndefined({ fallback, notFoundPage }),
    immutable,
    keepReleases,
    deployments: environments.map(({ name, domain }) => siteDeploymentOf(site, name, domain)),
  };
}

function containerOf(
  platform: ParsedPlatform,
  environments: readonly Environment[],
  service: ParsedService,
  own: OwnParts,
): ContainerService {
  const { entryPoint, command, stopTimeoutSeconds, disk } = service;
  const common = {
    ...own,
    image: service.image,
    architecture: service.architecture,
    user: service.user,
    ...dropUndefined({ entryPoint, command, stopTimeoutSeconds, disk }),
    writablePaths: service.writablePaths,
    secrets: service.secrets,
    ...forEachConnection((kind) => service[kind]),
    databases: service.databases,
    queues: service.queues,
    topics: service.topics,
    fileSystems: mountsOf(service),
    calls: service.calls,
    caches: service.caches,
    buckets: service.buckets,
    sidecars: sidecarsOf(service),
    ...tasksOf(service),
    taskPolicyArns: service.taskPolicyArns,
  };
  switch (service.kind) {
    case 'web':
      return {
        ...common,
        kind: 'web',
        port: service.port,
        protocol: service.protocol,
        singleton: service.singleton,
        deployments: environments.map((environment) => ({
          ...deploymentOf(service, environment.name),
          scaling: scalingOf(platform, service, environment.name),
          healthCheck: healthCheckOf(service, environment.name),
          routes: routesOf(service, environment.name, environment.domain),
        })),
      };
    case 'worker':
      return {
        ...common,
        kind: 'worker',
        singleton: service.singleton,
        deployments: environments.map(({ name }) => ({
          ...deploymentOf(service, name),
          scaling: workerScalingOf(platform, service, name),
          ...dropUndefined({ healthCheck: service.environments[name]?.healthCheck ?? service.healthCheck }),
        })),
      };
    case 'scheduled':
      return {
        ...common,
        kind: 'scheduled',
        startRetries: service.startRetries,
        startWithinMinutes: service.startWithinMinutes,
        deployments: environments.map(({ name }) => ({
          ...deploymentOf(service, name),
          schedule: jobScheduleOf(service, name),
          enabled: service.environments[name]?.enabled ?? service.enabled ?? true,
        })),
      };
  }
}

/** One-off tasks that a person starts, and the one that each release runs before it deploys. */
function tasksOf({ tasks }: ParsedService): Pick<ContainerService, 'tasks' | 'beforeDeploy'> {
  const written = Object.entries(tasks).map(([name, { description, command, before, timeoutMinutes }]) => ({
    name,
    task: { ...(description === undefined ? {} : { description }), command },
    before,
    timeoutMinutes: timeoutMinutes ?? DEFAULT_MINUTES,
  }));
  const [first] = written.filter(({ before }) => before !== undefined);
  return {
    tasks: Object.fromEntries(
      written.flatMap(({ name, task, before }) => (before === undefined ? [[name, task]] : [])),
    ),
    ...(first === undefined
      ? {}
      : { beforeDeploy: { ...first.task, name: first.name, timeoutMinutes: first.timeoutMinutes } }),
  };
}

function deploymentOf(service: ParsedService, environmentName: string): Deployment {
  const variables = { ...service.environment, ...service.environments[environmentName]?.environment };
  return {
    environment: environmentName,
    ...sizeOf(service, environmentName),
    variables: textsOf(variables),
    egress: egressOf(service, environmentName),
  };
}
