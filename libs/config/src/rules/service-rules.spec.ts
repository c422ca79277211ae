import { renderPath } from '@careplane/problems';
import { platformWith, PRODUCTION, serviceWith, STAGING } from '../testing/examples';
import type { WrittenWeb } from '../testing/examples';
import type { ServiceRule } from './rule';
import { serviceRules as rules } from './service';

type Written = Partial<WrittenWeb>;

const cases: [rule: ServiceRule, bad: Written, at: string, good: Written][] = [
  [rules.databaseUserIsNotReserved, { name: 'root', database: true }, 'name', { name: 'root' }],
  [rules.nameIsNotReserved, { name: 'network' }, 'name', { name: 'networks' }],
  [
    rules.overriddenEnvironmentsExist,
    { environments: { stagin: { cpu: 512 } } },
    'environments.stagin',
    { environments: { staging: { cpu: 512 } } },
  ],
  [
    rules.githubNeedsAConnection,
    { source: { github: 'acme/api' } },
    'source.github',
    { source: { codecommit: 'api' } },
  ],
  [
    rules.taskDefinitionFits,
    { environment: { A: 'x'.repeat(60_000) } },
    'environment',
    { environment: { A: 'x'.repeat(50_000) } },
  ],
  [
    rules.taskDefinitionFits,
    { environment: { A: 'x'.repeat(30_000) }, environments: { staging: { environment: { B: 'x'.repeat(30_000) } } } },
    'environments.staging.environment',
    { environments: { staging: { environment: { B: 'x'.repeat(30_000) } } } },
  ],
  [rules.taskDefinitionFits, { command: ['x'.repeat(60_000)] }, 'command', { command: ['x'] }],
  [rules.sourcePathStaysInside, { source: { path: '../other' } }, 'source.path', { source: { path: 'a/b..c' } }],
  [rules.sourcePathStaysInside, { source: { path: '/etc' } }, 'source.path', { source: { path: '.' } }],
  [rules.sourcePathStaysInside, { source: { path: 'a\\..\\b' } }, 'source.path', {}],
  [rules.sourcePathStaysInside, { source: { path: ' ' } }, 'source.path', {}],
  [
    rules.scalingBoundsFit,
    { environments: { production: { scaling: { min: 7 } } } }, // The default of max is 6.
    'environments.production.scaling.min',
    { environments: { production: { scaling: { min: 7, max: 7 } } } },
  ],
  [
    rules.scalingBoundsFit,
    { environments: { production: { scaling: { max: 1 } } } },
    'environments.production.scaling.max',
    // One task is allowed in production: a deploy starts the new one before it stops the old one.
    { environments: { production: { scaling: { min: 1, max: 1 } } } },
  ],
  [
    rules.scalingBoundsFit,
    { environments: { staging: { scaling: { schedule: [{ cron: '0 7 ? * * *', min: 2, max: 1 }] } } } },
    'environments.staging.scaling.schedule[0]',
    { environments: { staging: { scaling: { schedule: [{ cron: '0 7 ? * * *', min: 1, max: 1 }] } } } },
  ],
  [
    rules.timeoutIsShorterThanInterval,
    { environments: { staging: { healthCheck: { timeoutSeconds: 30 } } } },
    'environments.staging.healthCheck.timeoutSeconds',
    { environments: { staging: { healthCheck: { timeoutSeconds: 29 } } } },
  ],
  [
    // Merged key by key: the timeout for all meets the interval of one environment.
    rules.timeoutIsShorterThanInterval,
    { healthCheck: { timeoutSeconds: 6 }, environments: { staging: { healthCheck: { intervalSeconds: 5 } } } },
    'healthCheck.timeoutSeconds',
    { healthCheck: { timeoutSeconds: 2 }, environments: { staging: { healthCheck: { intervalSeconds: 5 } } } },
  ],
  [
    // In production it gives staging's domain, which its DNS record would never reach.
    rules.hostsAreNotAnEnvironmentsOwn,
    { routes: [{ host: 'staging' }] },
    'routes[0].host',
    { routes: [{ host: 'stage' }, { host: '@' }] },
  ],
  [rules.variablesAreNotTaken, { environment: { PORT: 80 } }, 'environment.PORT', { environment: { PORTS: 80 } }],
  [
    rules.variablesAreNotTaken,
    { database: true, environments: { staging: { environment: { DATABASE_HOST: 'x' } } } },
    'environments.staging.environment.DATABASE_HOST',
    { database: false, environment: { DATABASE_HOST: 'x' } },
  ],
  [
    rules.variablesAreNotTaken,
    { databases: ['lab-results'], environment: { DATABASE_LAB_RESULTS_HOST: 'x' } },
    'environment.DATABASE_LAB_RESULTS_HOST',
    { databases: ['lab-results'], environment: { DATABASE_HOST: 'x' } },
  ],
  [
    rules.variablesAreNotTaken,
    { secrets: ['A_KEY'], environment: { A_KEY: 'x' } },
    'environment.A_KEY',
    { secrets: ['A_KEY'], environment: { B_KEY: 'x' } },
  ],
  [rules.variablesAreNotTaken, { secrets: ['A', 'B', 'A'] }, 'secrets[2]', { secrets: ['A', 'B'] }],
  [
    rules.writablePathsFitInMemory,
    { writablePaths: ['/a', '/b', '/c', '/d', '/e'] },
    'writablePaths',
    { writablePaths: ['/a', '/b', '/c', '/d'] },
  ],
  [
    // More memory in one environment does not help the other, which has the default.
    rules.writablePathsFitInMemory,
    { writablePaths: ['/a', '/b', '/c', '/d', '/e'], environments: { production: { memoryMiB: 2048 } } },
    'writablePaths',
    { writablePaths: ['/a', '/b', '/c', '/d', '/e'], memoryMiB: 1024 },
  ],
  [
    rules.priorityIsForOnePath,
    { routes: [{ host: 'a' }, { paths: ['/a', '/b'], priority: 5 }] },
    'routes[1].priority',
    { routes: [{ paths: ['/a'], priority: 5 }, { paths: ['/b', '/c'] }] },
  ],
  [
    rules.priorityIsForOnePath,
    { environments: { staging: { routes: [{ paths: ['/a', '/b'], priority: 5 }] } } },
    'environments.staging.routes[0].priority',
    {},
  ],
  [rules.noSecretsInPlainText, { environment: { DB_PASSWORD: 'hunter2' } }, 'environment.DB_PASSWORD', {}],
  [
    rules.variablesAreNotTaken,
    { environment: { PATH: '/app' } },
    'environment.PATH',
    { environment: { Path: '/app' } },
  ],
  [
    rules.variablesAreNotTaken,
    { environment: { AWS_SHARED_CREDENTIALS_FILE: '/app/credentials' } },
    'environment.AWS_SHARED_CREDENTIALS_FILE',
    { environment: { AWS_MAX_ATTEMPTS: '5' } },
  ],
  [
    rules.regionIsThatOfTheTask,
    { environment: { AWS_REGION: 'us-east-1' } },
    'environment.AWS_REGION',
    { environment: { AWS_REGION: 'us-east-2', PARTNER_REGION: 'us-east-1' } },
  ],
  [
    rules.regionIsThatOfTheTask,
    { environments: { staging: { environment: { AWS_DEFAULT_REGION: 'us-west-2' } } } },
    'environments.staging.environment.AWS_DEFAULT_REGION',
    { environments: { staging: { environment: { AWS_DEFAULT_REGION: 'us-east-2' } } } },
  ],
  [rules.regionIsThatOfTheTask, { secrets: ['AWS_REGION'] }, 'secrets[0]', { secrets: ['REGION'] }],
  [
    rules.diskPathsAreUsable,
    { disk: { paths: ['/proc/scans'] } },
    'disk.paths[0]',
    { disk: { paths: ['/var/scans'] } },
  ],
  [rules.variablesAreNotTaken, { secrets: ['AWS_ACCESS_KEY_ID'] }, 'secrets[0]', { secrets: ['PARTNER_KEY'] }],
  [
    rules.schedulesAreValid,
    { scaling: { schedule: [{ cron: '0 7 * * MON *', min: 2, max: 2 }] } },
    'scaling.schedule[0].cron',
    { scaling: { schedule: [{ cron: '0 7 ? * MON *', min: 2, max: 2 }] } },
  ],
  [
    rules.schedulesAreValid,
    {
      environments: { staging: { scaling: { schedule: [{ cron: '0 7 ? * 2 *', timeZone: 'utc', min: 1, max: 1 }] } } },
    },
    'environments.staging.scaling.schedule[0].timeZone',
    {
      environments: { staging: { scaling: { schedule: [{ cron: '0 7 ? * 2 *', timeZone: 'UTC', min: 1, max: 1 }] } } },
    },
  ],
  [
    rules.codeRangesAscend,
    { healthCheck: { codes: '299-200' } },
    'healthCheck.codes',
    { healthCheck: { codes: '200-299' } },
  ],
  [
    rules.codeRangesAscend,
    { environments: { staging: { healthCheck: { codes: '200,301-301' } } } },
    'environments.staging.healthCheck.codes',
    { environments: { staging: { healthCheck: { codes: '200,301-302' } } } },
  ],
  [
    rules.pathsHaveFewWildcards,
    { routes: [{ paths: ['/a', '/*/*/*/*/*/*'] }] },
    'routes[0].paths[1]',
    { routes: [{ paths: ['/a', '/*/*/*/*/*'] }] },
  ],
  ...['/proc', '/proc/sys', '/dev', '/etc', '/usr', '/./tmp', '/tmp//x', '/a/../b'].map(
    (path): (typeof cases)[number] => [
      rules.writablePathsAreUsable,
      { writablePaths: [path] },
      'writablePaths[0]',
      { writablePaths: ['/tmp', '/var/cache/nginx', '/process', '/usr/src/app/tmp'] },
    ],
  ),
  [
    rules.writablePathsAreUsable,
    { writablePaths: ['/tmp', '/tmp/'] },
    'writablePaths[1]',
    { writablePaths: ['/tmp', '/tmp2'] },
  ],
  [
    rules.policiesAreDistinct,
    { taskPolicyArns: ['arn:aws:iam::111122223333:policy/read', 'arn:aws:iam::111122223333:policy/read'] },
    'taskPolicyArns[1]',
    { taskPolicyArns: ['arn:aws:iam::111122223333:policy/read', 'arn:aws:iam::111122223333:policy/write'] },
  ],
  [
    rules.policiesAreInTheAccount,
    { taskPolicyArns: ['arn:aws:iam::999999999999:policy/read'] },
    'taskPolicyArns[0]',
    { taskPolicyArns: ['arn:aws:iam::111122223333:policy/team/read'] },
  ],
  [
    rules.policiesAreInTheAccount,
    { taskPolicyArns: ['arn:aws-cn:iam::111122223333:policy/read'] },
    'taskPolicyArns[0]',
    {},
  ],
];

it.each(cases.map(([rule, bad, at]) => [rule.name, bad, at, rule] as const))(
  '%s complains about %j',
  (_, bad, at, rule) => {
    const complaints = rule(serviceWith(bad), platformWith());
    expect(complaints.map(({ path }) => renderPath(path))).toEqual([at]);
    for (const { message, allowed, fix } of complaints) {
      expect([message, allowed, fix].every((text) => text.length > 0 && !text.includes('undefined'))).toBe(true);
    }
  },
);

it.each(cases.map(([rule, , , good]) => [rule.name, good, rule] as const))('%s accepts %j', (_, good, rule) => {
  expect(rule(serviceWith(good), platformWith())).toEqual([]);
});

it('a github source is fine once the platform has a connection', () => {
  const githubConnectionArn =
    'arn:aws:codeconnections:us-east-2:111122223333:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10';
  const service = serviceWith({ source: { github: 'acme/api' } });
  expect(rules.githubNeedsAConnection(service, platformWith({ githubConnectionArn }))).toEqual([]);
});

it('a name that only another engine reserves is fine', () => {
  const service = serviceWith({ name: 'public', database: true });
  expect(rules.databaseUserIsNotReserved(service, platformWith())).toEqual([]);
  const [problem] = rules.databaseUserIsNotReserved(service, platformWith({ database: { engine: 'postgres' } }));
  expect(problem?.message).toContain('PostgreSQL reserves it');
});

it('bounds that the environment alone gets wrong are no fault of the service', () => {
  const environments = { production: PRODUCTION, staging: { ...STAGING, scaling: { min: 5, max: 2 } } };
  expect(rules.scalingBoundsFit(serviceWith(), platformWith({ environments }))).toEqual([]);
});

it('every rule of the list has its cases here', () => {
  // These have specs of their own.
  const elsewhere = [
    rules.triggerPathsNeedGithub,
    rules.jobSchedulesFire,
    rules.callsAreOffered,
    rules.internalServicesAreCalled,
    rules.queuesExist,
    rules.storesExist,
    rules.egressIsUsable,
    rules.scalesOnAQueueItReceives,
    rules.singletonDoesNotScale,
    rules.diskPathsAreUsable,
    rules.fileSystemsCanBeMounted,
    rules.sidecarsMountWhatTheServiceMounts,
    rules.oneTaskBeforeTheDeploy,
    rules.timeoutIsOfATaskBeforeTheDeploy,
    rules.databasesExist,
    rules.sidecarsFitTheTask,
    rules.sidecarsStandAlone,
  ];
  const tested = new Set<ServiceRule>([...cases.map(([rule]) => rule), ...elsewhere]);
  expect(
    Object.values(rules)
      .filter((rule) => !tested.has(rule))
      .map((rule) => rule.name),
  ).toEqual([]);
});
