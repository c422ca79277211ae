import { forEachConnection } from './connections';
import type {
  DatabaseSettings,
  Deployment,
  Environment,
  HealthCheck,
  Location,
  NetworkSettings,
  ParsedPlatform,
  ParsedService,
  PeopleModel,
  PeopleOfGroup,
  PlatformModel,
  Repository,
  Route,
  Scaling,
  Service,
} from './model';
import { routePriority } from './route-priority';

type ParsedEnvironment = ParsedPlatform['environments'][string];

/** Defaults that depend on the tier; those that do not are in the schema. */
const SCALING_DEFAULTS = { cpuPercent: 60, memoryPercent: 75, requestsPerTarget: 1000, schedule: [] };
const SCALING_BOUNDS = { production: { min: 2, max: 6 }, nonproduction: { min: 1, max: 2 } };
const HEALTH_CHECK_DEFAULTS = { path: '/', codes: '200', intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 60 };
const SIZE_DEFAULTS = { cpu: 256, memoryMiB: 512 };

export interface ServiceFile {
  readonly directory: string;
  /** From the platform's folder, with slashes. */
  readonly folder: string;
  readonly value: ParsedService;
}

/** Merge every default and override into the model that the rest of the toolkit reads. Total: never fails on parsed input. */
export function normalize(platform: ParsedPlatform, services: readonly ServiceFile[]): PlatformModel {
  const environments = Object.entries(platform.environments).map(([name, written]) =>
    environmentOf(platform, name, written),
  );
  return {
    name: platform.name,
    unit: platform.name,
    account: platform.account,
    region: platform.region,
    bootstrapQualifier: platform.bootstrapQualifier,
    ...(platform.githubConnectionArn === undefined ? {} : { githubConnectionArn: platform.githubConnectionArn }),
    ...(platform.repository === undefined ? {} : { repository: repositoryOf(platform, platform.repository) }),
    locations: locationsOf(platform),
    environments,
    services: services.map((file) => serviceOf(platform, environments, file)),
    backup: platform.backup,
    recovery: platform.recovery,
    retention: platform.retention,
    firewall: platform.firewall,
    trivy: platform.trivy,
    evidence: platform.evidence,
    ...(platform.slack === undefined ? {} : { slack: platform.slack }),
    ...(platform.identity === undefined ? {} : { identity: peopleOf(platform.identity) }),
    ...(platform.governance === undefined ? {} : { governance: platform.governance }),
    ...(platform.governance?.baseline === 'own' ? { baselineUnit: `${platform.name}-baseline` } : {}),
    ...(platform.contacts === undefined ? {} : { contacts: platform.contacts }),
    alertEmails: everybody(platform),
    tags: platform.tags,
  };
}

/** Account and region in which an environment lives. */
export function locationIdOf(platform: ParsedPlatform, environment: ParsedEnvironment): string {
  const account = environment.account ?? platform.account;
  const region = environment.region ?? platform.region;
  return account === platform.account && region === platform.region ? 'primary' : `${account}-${region}`;
}

/** VPC settings of an environment's location. */
export function networkOf(platform: ParsedPlatform, environment: ParsedEnvironment): NetworkSettings {
  return { ...platform.network, ...dropUndefined(environment.network ?? {}) };
}

/** Name of the image tag that follows a branch; a tag cannot hold a slash. */
export function imageTagOf(branch: string): string {
  return branch.replaceAll('/', '-');
}

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
export function scalingOf(platform: ParsedPlatform, service: ParsedService, environmentName: string): Scaling {
  return {
    ...environmentScalingOf(platform, environmentName),
    ...dropUndefined(service.scaling ?? {}),
    ...dropUndefined(service.environments[environmentName]?.scaling ?? {}),
  };
}

/** Health check of a service in an environment. */
export function healthCheckOf(service: ParsedService, environmentName: string): HealthCheck {
  return {
    ...HEALTH_CHECK_DEFAULTS,
    ...dropUndefined(service.healthCheck ?? {}),
    ...dropUndefined(service.environments[environmentName]?.healthCheck ?? {}),
  };
}

/** Routes of a service in an environment, one for each path. */
export function routesOf(service: ParsedService, environmentName: string, domain: string): Route[] {
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

/** Name of the first database of each instance. */
export function databaseNameOf(platform: ParsedPlatform): string {
  return platform.database.name ?? platform.name.replaceAll('-', '_');
}

/** Database settings of an environment. */
export function databaseOf(platform: ParsedPlatform, environment: ParsedEnvironment): DatabaseSettings {
  return {
    ...platform.database,
    name: databaseNameOf(platform),
    multiAz: environment.tier === 'production',
    ...dropUndefined(environment.database ?? {}),
  };
}

/** Who hears of what belongs to no environment: the platform's addresses or, where it has none, those of all environments. */
function everybody(platform: ParsedPlatform): string[] {
  if (platform.alertEmails.length > 0) return platform.alertEmails;
  return [...new Set(Object.values(platform.environments).flatMap(({ alertEmails }) => alertEmails ?? []))];
}

function peopleOf({ identityCenter, groups, breakGlass }: NonNullable<ParsedPlatform['identity']>): PeopleModel {
  const groupOf = ({ users = [], groupId, duties }: (typeof groups)['developers']): PeopleOfGroup => ({
    users,
    ...(groupId === undefined ? {} : { groupId }),
    ...(duties === undefined ? {} : { duties }),
  });
  const everyone = [...Object.values(groups).flatMap(({ users = [] }) => users), ...breakGlass.users];
  return {
    ...(identityCenter === undefined ? {} : { identityCenter }),
    groups: {
      developers: groupOf(groups.developers),
      'systems-engineers': groupOf(groups.systemsEngineers),
      'security-engineers': groupOf(groups.securityEngineers),
      stakeholders: groupOf(groups.stakeholders),
    },
    breakGlassUsers: breakGlass.users,
    people: everyone.filter(({ name }, index) => everyone.findIndex((each) => each.name === name) === index),
  };
}

function repositoryOf(platform: ParsedPlatform, written: NonNullable<ParsedPlatform['repository']>): Repository {
  const { github, codecommit = '', create, branch, folder, buildSize } = written;
  return {
    origin: github === undefined ? { codecommit } : { github },
    create,
    branch,
    folder: folder ?? `apps/${platform.name}`,
    buildSize,
  };
}

function environmentOf(platform: ParsedPlatform, name: string, written: ParsedEnvironment): Environment {
  const production = written.tier === 'production';
  return {
    name,
    branch: written.branch,
    imageTag: imageTagOf(written.branch),
    production,
    domain: written.domain,
    ...(written.certificateArn === undefined ? {} : { certificateArn: written.certificateArn }),
    ...(written.hostedZone === undefined ? {} : { hostedZone: written.hostedZone }),
    approval: written.approval ?? production,
    account: written.account ?? platform.account,
    region: written.region ?? platform.region,
    location: locationIdOf(platform, written),
    database: databaseOf(platform, written),
    alertEmails: written.alertEmails ?? platform.alertEmails,
  };
}

function locationsOf(platform: ParsedPlatform): Location[] {
  const byId = new Map<string, Location>();
  for (const [name, environment] of Object.entries(platform.environments)) {
    const id = locationIdOf(platform, environment);
    const known = byId.get(id);
    byId.set(id, {
      id,
      account: environment.account ?? platform.account,
      region: environment.region ?? platform.region,
      network: known?.network ?? networkOf(platform, environment),
      environments: [...(known?.environments ?? []), name],
    });
  }
  return [...byId.values()];
}

function serviceOf(platform: ParsedPlatform, environments: readonly Environment[], file: ServiceFile): Service {
  const { value: service, directory, folder } = file;
  return {
    kind: 'web',
    name: service.name,
    unit: `${platform.name}-${service.name}`,
    directory,
    folder,
    source: service.source,
    image: service.image,
    port: service.port,
    protocol: service.protocol,
    architecture: service.architecture,
    user: service.user,
    writablePaths: service.writablePaths,
    secrets: service.secrets,
    ...forEachConnection((kind) => service[kind]),
    taskPolicyArns: service.taskPolicyArns,
    deployments: environments.map((environment) => deploymentOf(platform, service, environment)),
  };
}

function deploymentOf(platform: ParsedPlatform, service: ParsedService, environment: Environment): Deployment {
  const variables = { ...service.environment, ...service.environments[environment.name]?.environment };
  return {
    environment: environment.name,
    ...sizeOf(service, environment.name),
    scaling: scalingOf(platform, service, environment.name),
    healthCheck: healthCheckOf(service, environment.name),
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    routes: routesOf(service, environment.name, environment.domain),
  };
}

/** Callers that spread objects pass optional keys as `undefined`. These must not hide the level below. */
function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
