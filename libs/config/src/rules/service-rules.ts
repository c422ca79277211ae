import { nearest } from '../nearest';
import { healthCheckOf, scalingOf, sizeOf } from '../normalize';
import type { Path } from '../problem';
import type { ParsedService } from '../model';
import { existenceOf, scheduleBoundsCross, scheduleLeavesOneTask } from './rule';
import type { Complaint, ServiceRule } from './rule';

/** Last words of the platform's own stack names; a service of that name would collide with them. */
const RESERVED_NAMES = ['backup', 'baseline', 'cluster', 'data', 'main', 'network', 'platform', 'repository'];

/** Memory of one writable path, which counts against the task's. */
export const WRITABLE_PATH_MIB = 64;

export const nameIsNotReserved: ServiceRule = (service) =>
  RESERVED_NAMES.includes(service.name)
    ? [
        {
          path: ['name'],
          message: 'is reserved for a stack of the platform',
          allowed: `a name other than ${RESERVED_NAMES.join(', ')}`,
          fix: `choose another name, such as ${service.name}-service`,
        },
      ]
    : [];

export const overriddenEnvironmentsExist: ServiceRule = (service, platform) => {
  const known = Object.keys(platform.environments);
  return Object.keys(service.environments)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const guess = nearest(name, known);
      return {
        path: ['environments', name],
        // Not on what the override holds: that it stands there at all is the fault.
        restsOn: [['environments', name, '(itself)']],
        restsOnPlatform: [existenceOf(name)],
        message: 'overrides an environment that the platform does not have',
        given: name,
        allowed: `one of ${known.join(', ')}`,
        fix: guess ? `did you mean "${guess}"?` : 'remove it, or add the environment to platform.yaml',
      };
    });
};

export const githubNeedsAConnection: ServiceRule = (service, platform) =>
  service.source.github !== undefined && platform.githubConnectionArn === undefined
    ? [
        {
          path: ['source', 'github'],
          restsOnPlatform: [['githubConnectionArn']],
          message: 'cannot be read: the platform has no connection to GitHub',
          allowed: 'a github source together with githubConnectionArn in platform.yaml',
          fix: 'create a connection in the AWS console under Developer Tools, Connections, and write its ARN into platform.yaml',
        },
      ]
    : [];

export const sourcePathStaysInside: ServiceRule = ({ source }) => {
  if (source.path === undefined) return [];
  const inside =
    !source.path.startsWith('/') && !source.path.split(/[\\/]/).includes('..') && source.path.trim() !== '';
  return inside
    ? []
    : [
        {
          path: ['source', 'path'],
          message: 'must stay inside the service’s folder',
          allowed: 'a relative path without "..", or "." for the folder itself',
          fix: 'move the source below the folder of service.yaml',
        },
      ];
};

export const scalingBoundsFit: ServiceRule = (service, platform) =>
  Object.entries(platform.environments).flatMap(([name, environment]) => {
    const { min, max, schedule } = scalingOf(platform, service, name);
    // What comes from the environment alone is the platform's fault, not this service's.
    const path = placeOf(service, name, 'min') ?? placeOf(service, name, 'max');
    const restsOn = [['scaling'], ['environments', name, 'scaling']];
    const restsOnPlatform = ['tier', 'scaling'].map((key) => ['environments', name, key]);
    const complaints: Complaint[] = [];
    if (path !== undefined && min > max) {
      complaints.push({
        path,
        restsOn,
        restsOnPlatform,
        message: `makes the smallest number of tasks larger than the largest in ${name}`,
        given: { min, max },
        allowed: 'min no larger than max',
        fix: `lower min to ${max} or less, or raise max to ${min} or more; what is not written here comes from the environment or the default`,
      });
    }
    if (path !== undefined && environment.tier === 'production' && min < 2 && environment.scaling?.min !== 1) {
      complaints.push({
        path,
        restsOn,
        restsOnPlatform,
        message: `leaves one task in ${name}, which is production: it is down whenever that task is replaced`,
        given: min,
        allowed: '2 or more',
        fix: 'write 2 or more',
      });
    }
    const schedulePath = placeOf(service, name, 'schedule');
    for (const [index, entry] of schedule.entries()) {
      if (schedulePath === undefined) continue;
      if (entry.min > entry.max) complaints.push(scheduleBoundsCross([...schedulePath, index], entry));
      if (environment.tier === 'production' && entry.min < 2) {
        complaints.push({ ...scheduleLeavesOneTask([...schedulePath, index, 'min'], name), restsOnPlatform });
      }
    }
    return complaints;
  });

export const timeoutIsShorterThanInterval: ServiceRule = (service, platform) =>
  Object.keys(platform.environments).flatMap((name) => {
    const { intervalSeconds, timeoutSeconds } = healthCheckOf(service, name);
    if (timeoutSeconds < intervalSeconds) return [];
    const places = ['timeoutSeconds', 'intervalSeconds'].flatMap((key) => [
      ...(service.environments[name]?.healthCheck?.[key as 'timeoutSeconds'] === undefined
        ? []
        : [['environments', name, 'healthCheck', key]]),
      ...(service.healthCheck?.[key as 'timeoutSeconds'] === undefined ? [] : [['healthCheck', key]]),
    ]);
    const path = places[0] ?? ['name'];
    return [
      {
        path,
        restsOn: [['healthCheck'], ['environments', name, 'healthCheck']],
        restsOnPlatform: [existenceOf(name)],
        message: `makes a health check in ${name} time out after the next one has begun`,
        given: { intervalSeconds, timeoutSeconds },
        allowed: `a timeout shorter than the interval of ${intervalSeconds} s`,
        fix: `write ${Math.max(2, intervalSeconds - 1)} or less for timeoutSeconds, or a longer intervalSeconds`,
      },
    ];
  });

export const hostsAreNotAnEnvironmentsOwn: ServiceRule = (service, platform) => {
  const domains = Object.entries(platform.environments);
  return domains.flatMap(([name, { domain }]) => {
    const written = service.environments[name]?.routes ? ['environments', name, 'routes'] : ['routes'];
    const hosts = (service.environments[name]?.routes ?? service.routes ?? []).map((route) => route.host);
    return hosts.flatMap((host, index) => {
      const hostname = host === '@' ? domain : `${host}.${domain}`;
      const owner = domains.find(([other, environment]) => other !== name && environment.domain === hostname)?.[0];
      if (owner === undefined) return [];
      return [
        {
          path: [...written, index, 'host'],
          restsOnPlatform: [name, owner].map((each) => ['environments', each, 'domain']),
          message: `gives ${hostname} in ${name}, which is the domain of environment ${owner}: its name leads there`,
          given: host,
          allowed: 'a label that gives no other environment’s domain',
          fix: 'choose another label',
        },
      ];
    });
  });
};

export const variablesAreNotTaken: ServiceRule = (service) => {
  const taken = new Map<string, string>([['PORT', 'the container’s port']]);
  if (service.database) {
    for (const name of ['DATABASE_HOST', 'DATABASE_PORT', 'DATABASE_NAME', 'DATABASE_USER'])
      taken.set(name, 'the database');
  }
  const inVariables = variablePlaces(service).flatMap(({ path, name }) => {
    const owner = service.secrets.includes(name) ? 'a secret of this service' : taken.get(name);
    return owner === undefined ? [] : [takenBy(path, name, owner)];
  });
  const inSecrets = service.secrets.flatMap((name, index) => {
    const owner = service.secrets.indexOf(name) < index ? 'the same secret above' : taken.get(name);
    return owner === undefined ? [] : [takenBy(['secrets', index], name, owner)];
  });
  return [...inVariables, ...inSecrets];
};

function takenBy(path: Path, name: string, owner: string): Complaint {
  return {
    path,
    message: `is a variable that is set already, by ${owner}`,
    given: name,
    allowed: 'a name that nothing else sets',
    fix: 'remove it here, or choose another name',
  };
}

export const writablePathsFitInMemory: ServiceRule = (service, platform) => {
  const needed = service.writablePaths.length * WRITABLE_PATH_MIB;
  const memoryMiB = Math.min(...Object.keys(platform.environments).map((name) => sizeOf(service, name).memoryMiB));
  return needed * 2 <= memoryMiB
    ? []
    : [
        {
          path: ['writablePaths'],
          restsOn: [['writablePaths'], ['memoryMiB'], ['environments']],
          restsOnPlatform: Object.keys(platform.environments).map(existenceOf),
          message: `needs ${needed} MiB of the task’s ${memoryMiB} MiB: ${WRITABLE_PATH_MIB} MiB for each path`,
          allowed: `at most ${Math.floor(memoryMiB / 2 / WRITABLE_PATH_MIB)} paths, half of the memory`,
          fix: 'name fewer paths, or give the task more memory',
        },
      ];
};

export const priorityIsForOnePath: ServiceRule = (service) =>
  routePlaces(service).flatMap(({ path, route }) =>
    route.priority !== undefined && route.paths.length > 1
      ? [
          {
            path: [...path, 'priority'],
            message: 'stands at a route with several paths; each becomes a rule with a priority of its own',
            allowed: 'a priority only where there is one path',
            fix: 'write one route for each path',
          },
        ]
      : [],
  );

/** Every place where the service sets an environment variable. */
export function variablePlaces(service: ParsedService): { path: Path; name: string; value: unknown }[] {
  const entries = (path: Path, variables: Record<string, unknown> | undefined) =>
    Object.entries(variables ?? {}).map(([name, value]) => ({ path: [...path, name], name, value }));
  return [
    ...entries(['environment'], service.environment),
    ...Object.entries(service.environments).flatMap(([name, override]) =>
      entries(['environments', name, 'environment'], override.environment),
    ),
  ];
}

type WrittenRoute = NonNullable<ParsedService['routes']>[number];

/** Every place where the service writes a route. */
function routePlaces(service: ParsedService): { path: Path; route: WrittenRoute }[] {
  const entries = (path: Path, routes: readonly WrittenRoute[] | undefined) =>
    (routes ?? []).map((route, index) => ({ path: [...path, index], route }));
  return [
    ...entries(['routes'], service.routes),
    ...Object.entries(service.environments).flatMap(([name, override]) =>
      entries(['environments', name, 'routes'], override.routes),
    ),
  ];
}

/** Where a bound of scaling is written for an environment: in its override, else for all; undefined when nowhere. */
function placeOf(
  service: ParsedService,
  environment: string,
  key: 'min' | 'max' | 'schedule',
): (string | number)[] | undefined {
  if (service.environments[environment]?.scaling?.[key] !== undefined)
    return ['environments', environment, 'scaling', key];
  return service.scaling?.[key] === undefined ? undefined : ['scaling', key];
}
