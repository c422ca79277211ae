import { cachesOf } from './cache-settings';
import { calledServicesOf } from './calls';
import { databasesOf } from './database-settings';
import { dropUndefined } from './drop-undefined';
import type {
  Environment,
  Location,
  NetworkSettings,
  ParsedPlatform,
  PeopleModel,
  PeopleOfGroup,
  PlatformModel,
  Repository,
} from './model';
import { serviceOf } from './normalize-service';
import type { ServiceFile } from './normalize-service';

export type { ServiceFile } from './normalize-service';
export {
  egressOf,
  environmentScalingOf,
  healthCheckOf,
  jobScheduleOf,
  routesOf,
  scalingOf,
  sizeOf,
  workerScalingOf,
} from './workload-settings';

type ParsedEnvironment = ParsedPlatform['environments'][string];

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
    calledServices: calledServicesOf(platform),
    queues: Object.entries(platform.queues).map(([name, queue]) => ({ name, ...queue })),
    topics: Object.entries(platform.topics).map(([name, topic]) => ({ name, ...topic })),
    fileSystems: Object.entries(platform.fileSystems).map(([name, settings]) => ({ name, ...settings })),
    buckets: Object.entries(platform.buckets).map(([name, bucket]) => ({ name, ...bucket })),
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
    properties: platform.properties,
    networkProperties: platform.networkProperties,
    handover: platform.handover,
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
    databases: databasesOf(platform, name, written),
    caches: cachesOf(platform, written),
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
