import type { ParsedPlatform } from '../model';
import { environmentScalingOf, imageTagOf, locationIdOf, networkOf } from '../normalize';
import { scheduleBoundsCross, scheduleLeavesOneTask } from './rule';
import type { Complaint, PlatformRule } from './rule';

type ParsedEnvironment = ParsedPlatform['environments'][string];

/** Run a check on every environment. */
function eachEnvironment(
  check: (environment: ParsedEnvironment, name: string, platform: ParsedPlatform) => Complaint[],
): PlatformRule {
  return (platform) =>
    Object.entries(platform.environments).flatMap(([name, environment]) => check(environment, name, platform));
}

export const certificateOrHostedZone = eachEnvironment((environment, name) => {
  const path = ['environments', name];
  const allowed = 'exactly one of certificateArn and hostedZone';
  if (environment.certificateArn !== undefined && environment.hostedZone !== undefined) {
    return [
      { path: [...path, 'certificateArn'], message: 'stands beside hostedZone', allowed, fix: 'remove one of the two' },
    ];
  }
  if (environment.certificateArn !== undefined || environment.hostedZone !== undefined) return [];
  return [
    {
      path,
      restsOn: [
        [...path, 'certificateArn'],
        [...path, 'hostedZone'],
      ],
      message: 'has no certificate: the balancer answers on HTTPS only',
      given: '(neither certificateArn nor hostedZone)',
      allowed,
      fix: `add hostedZone: {id, name} to have a certificate made for ${environment.domain}, or the certificateArn of one you have`,
    },
  ];
});

export const certificateIsInTheSamePlace = eachEnvironment((environment, name, platform) => {
  if (environment.certificateArn === undefined) return [];
  const [, , , region, account] = environment.certificateArn.split(':');
  const expectedRegion = environment.region ?? platform.region;
  const expectedAccount = environment.account ?? platform.account;
  if (region === expectedRegion && account === expectedAccount) return [];
  return [
    {
      path: ['environments', name, 'certificateArn'],
      message: `is in account ${account}, ${region}, but the environment is in ${expectedAccount}, ${expectedRegion}`,
      allowed: `a certificate in account ${expectedAccount}, ${expectedRegion}`,
      fix: 'request the certificate there; a balancer cannot use one from elsewhere',
    },
  ];
});

export const domainIsInHostedZone = eachEnvironment((environment, name) => {
  const zone = environment.hostedZone;
  if (zone === undefined || environment.domain === zone.name || environment.domain.endsWith(`.${zone.name}`)) return [];
  return [
    {
      path: ['environments', name, 'domain'],
      message: `is not in the hosted zone ${zone.name}`,
      allowed: `${zone.name} or a name that ends in .${zone.name}`,
      fix: 'correct the domain or the hosted zone',
    },
  ];
});

export const domainsAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => environment.domain).map(({ name, first, value }) => ({
    path: ['environments', name, 'domain'],
    message: `is the domain of environment ${first} too`,
    given: value,
    allowed: 'a domain of its own',
    fix: `give ${name} another domain, such as ${name}.${value}`,
  }));

export const branchesAreDistinct: PlatformRule = (platform) =>
  repeated(platform, (environment) => imageTagOf(environment.branch)).map(({ name, first, value }) => ({
    path: ['environments', name, 'branch'],
    message: `gives the image tag "${value}", which follows environment ${first} already`,
    allowed: 'a branch of its own',
    fix: 'deploy each environment from a branch of its own',
  }));

export const branchIsNotACommit = eachEnvironment((environment, name) =>
  /^[0-9a-f]{40}$/.test(environment.branch)
    ? [
        {
          path: ['environments', name, 'branch'],
          message: 'looks like a commit: tags of that form are immutable',
          allowed: 'the name of a branch',
          fix: 'name the branch',
        },
      ]
    : [],
);

export const productionIsProtected = eachEnvironment((environment, name) => {
  if (environment.tier !== 'production') return [];
  const complaints: Complaint[] = [];
  const because = 'or set tier: nonproduction, if no patient data is kept here';
  const path = ['environments', name];
  const tier = [...path, 'tier'];
  if (environment.approval === false) {
    complaints.push({
      path: [...path, 'approval'],
      restsOn: [[...path, 'approval'], tier],
      message: 'may not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  if (environment.database?.multiAz === false) {
    complaints.push({
      path: [...path, 'database', 'multiAz'],
      restsOn: [[...path, 'database', 'multiAz'], tier],
      message: 'may not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  if (environment.scaling?.min === 1) {
    complaints.push({
      path: [...path, 'scaling', 'min'],
      restsOn: [[...path, 'scaling', 'min'], tier],
      message: 'may not be 1 in production: one task is down whenever it is replaced',
      allowed: '2 or more',
      fix: `write 2 or more, ${because}`,
    });
  }
  return complaints;
});

export const scalingFitsInEnvironment = eachEnvironment((environment, name, platform) => {
  const { min, max } = environmentScalingOf(platform, name);
  const path = ['environments', name, 'scaling'];
  const complaints: Complaint[] = [];
  if (min > max) {
    complaints.push({
      path: [...path, environment.scaling?.min === undefined ? 'max' : 'min'],
      restsOn: [path, ['environments', name, 'tier']],
      message: 'makes the smallest number of tasks larger than the largest',
      given: { min, max },
      allowed: 'min no larger than max',
      fix: `lower min to ${max} or less, or raise max to ${min} or more; what is not written has its default`,
    });
  }
  for (const [index, entry] of (environment.scaling?.schedule ?? []).entries()) {
    if (entry.min > entry.max) complaints.push(scheduleBoundsCross([...path, 'schedule', index], entry));
    if (environment.tier === 'production' && entry.min < 2) {
      complaints.push({
        ...scheduleLeavesOneTask([...path, 'schedule', index, 'min'], name),
        restsOn: [path, ['environments', name, 'tier']],
      });
    }
  }
  return complaints;
});

export const productionAlarmsReachSomebody = eachEnvironment((environment, name, platform) =>
  environment.tier === 'production' && (environment.alertEmails ?? platform.alertEmails).length === 0
    ? [
        {
          path: environment.alertEmails === undefined ? ['environments', name] : ['environments', name, 'alertEmails'],
          restsOn: [['alertEmails'], ['environments', name, 'alertEmails'], ['environments', name, 'tier']],
          message: 'has nobody to alert: its alarms would ring unheard',
          given: [],
          allowed: 'at least one e-mail address in alertEmails, here or at the top',
          fix: 'add alertEmails with the address of the people on call',
        },
      ]
    : [],
);

export const networkOnlyInOwnLocation = eachEnvironment((environment, name, platform) => {
  const own = locationIdOf(platform, environment) !== 'primary';
  const path = ['environments', name, 'network'];
  if (!own && environment.network !== undefined) {
    return [
      {
        path,
        message: 'is only for an environment in an account or region of its own',
        allowed: 'no network here',
        fix: 'move the settings to the network at the top, or give the environment its own account or region',
      },
    ];
  }
  if (own && environment.network?.cidr === undefined) {
    return [
      {
        path: [...path, 'cidr'],
        restsOn: [
          [...path, 'cidr'],
          ['account'],
          ['region'],
          ['environments', name, 'account'],
          ['environments', name, 'region'],
        ],
        message: 'is missing: the environment has a VPC of its own, and two VPCs of one platform may not overlap',
        given: undefined,
        allowed: `an IPv4 range that does not overlap ${platform.network.cidr}`,
        fix: 'add network: {cidr: …} to the environment',
      },
    ];
  }
  return [];
});

export const sameLocationSameNetwork: PlatformRule = (platform) => {
  const firstAt = new Map<string, string>();
  return Object.entries(platform.environments).flatMap(([name, environment]) => {
    const location = locationIdOf(platform, environment);
    const first = firstAt.get(location);
    if (first === undefined) {
      firstAt.set(location, name);
      return [];
    }
    const other = platform.environments[first];
    if (
      other === undefined ||
      JSON.stringify(networkOf(platform, environment)) === JSON.stringify(networkOf(platform, other))
    )
      return [];
    return [
      {
        path: ['environments', name, 'network'],
        restsOn: [
          ['network'],
          ...[name, first].flatMap((each) =>
            ['network', 'account', 'region'].map((key) => ['environments', each, key]),
          ),
        ],
        message: `differs from that of ${first}, which is in the same account and region and so in the same VPC`,
        allowed: `the network of ${first}`,
        fix: 'make the two the same',
      },
    ];
  });
};

/** Last words of the names of stacks that no environment owns, and `shared`, which stands for them. */
const SHARED_WORDS = ['access', 'command', 'main', 'network', 'pipelines', 'repository', 'shared'];

/** Permissions tell stacks apart by the ends of their names: `medmo-web-staging` is staging's, `medmo-web-pipelines` is shared. */
export const namesTellStacksApart: PlatformRule = (platform) => {
  const names = Object.keys(platform.environments);
  return names.flatMap((name) => {
    const taken = SHARED_WORDS.find((word) => name === word || name.endsWith(`-${word}`));
    const other = names.find((known) => name.endsWith(`-${known}`));
    const ending = taken ?? other;
    if (ending === undefined) return [];
    return [
      {
        path: ['environments', name],
        message:
          taken === undefined
            ? `ends in the name of environment ${ending}: by its name, a stack of one would be a stack of the other, too`
            : `ends in "${ending}", which stands for what environments share`,
        given: name,
        allowed: 'a name that ends neither in the name of another environment nor in a word for what is shared',
        fix: `choose another name, such as ${name.replaceAll('-', '')}${name.includes('-') ? '' : '1'}`,
      },
    ];
  });
};

/** Rules about the environments, each for itself and beside the others. */
export const environmentRules: readonly PlatformRule[] = [
  certificateOrHostedZone,
  certificateIsInTheSamePlace,
  domainIsInHostedZone,
  domainsAreDistinct,
  branchesAreDistinct,
  branchIsNotACommit,
  productionIsProtected,
  scalingFitsInEnvironment,
  productionAlarmsReachSomebody,
  networkOnlyInOwnLocation,
  sameLocationSameNetwork,
  namesTellStacksApart,
];

/** Environments whose value another environment has before them. */
function repeated(platform: ParsedPlatform, valueOf: (environment: ParsedEnvironment) => string) {
  const firstWith = new Map<string, string>();
  return Object.entries(platform.environments).flatMap(([name, environment]) => {
    const value = valueOf(environment);
    const first = firstWith.get(value);
    if (first !== undefined) return [{ name, first, value }];
    firstWith.set(value, name);
    return [];
  });
}
