import { renderPath } from '@careplane/problems';
import { load } from '../load';
import type { ParsedService } from '../model';
import { PLATFORM, platformWith, scheduledWith, serviceWith, workerWith } from '../testing/examples';
import { testdir } from '../testing/testdir';
import { queuesHaveConsumers } from './platform-wide/queues-have-consumers';
import { storesAreUsed } from './platform-wide/stores-are-used';
import type { ServiceRule } from './rule';
import { serviceRules as rules } from './service';

const platform = platformWith({
  queues: { letters: {}, faxes: {} },
  caches: { sessions: {}, 'token-store': {} },
  buckets: { scans: {} },
  fileSystems: { archive: {}, scans: {} },
  topics: { news: { subscribers: { letters: {} } } },
  databases: { reports: {}, archive: {} },
});
const PARTNER = { protocol: 'mllp' as const, to: ['203.0.113.7/32'] };
const scaled = { queue: { name: 'letters', messagesPerTask: 10 } };

const PINNED = `public.ecr.aws/nginx/nginx@sha256:${'0d'.repeat(32)}`;

const cases: [rule: ServiceRule, bad: ParsedService, at: string[], good: ParsedService][] = [
  [
    rules.jobSchedulesFire,
    scheduledWith({ schedule: { cron: '0 3 31 2 ? *', timeZone: 'Europe/berlin' } }),
    ['schedule.cron', 'schedule.timeZone'],
    scheduledWith({ schedule: { everyMinutes: 5 } }),
  ],
  [
    rules.jobSchedulesFire,
    scheduledWith({ environments: { staging: { schedule: { cron: '0 3 ? * 0 *' } } } }),
    ['environments.staging.schedule.cron'],
    scheduledWith(),
  ],
  [
    rules.sidecarsFitTheTask,
    serviceWith({ sidecars: { proxy: { image: PINNED, memoryMiB: 400, cpu: 200 } } }),
    ['sidecars', 'sidecars'],
    serviceWith({ sidecars: { proxy: { image: PINNED, memoryMiB: 320, cpu: 192 } } }),
  ],
  [
    rules.sidecarsFitTheTask,
    workerWith({
      memoryMiB: 1024,
      environments: { staging: { memoryMiB: 512 } },
      sidecars: { a1: { image: PINNED, memoryMiB: 321 } },
    }),
    ['sidecars'],
    workerWith({ memoryMiB: 1024, sidecars: { a1: { image: PINNED, memoryMiB: 321, writablePaths: ['/run/a'] } } }),
  ],
  [
    rules.sidecarsStandAlone,
    serviceWith({
      sidecars: {
        api: { image: PINNED },
        proxy: {
          image: PINNED,
          port: 8080,
          writablePaths: ['/etc'],
          secrets: ['AWS_ACCESS_KEY_ID', 'TOKEN_FILE'],
          environment: { TOKEN_FILE: '/run/token', AWS_SESSION_TOKEN: 'x' },
          healthCheck: { command: ['CMD', 'true'], intervalSeconds: 5, timeoutSeconds: 5 },
        },
        'log-router': { image: PINNED, port: 8080 },
      },
    }),
    [
      'sidecars.api',
      'sidecars.proxy.port',
      'sidecars.log-router.port',
      'sidecars.proxy.healthCheck',
      'sidecars.proxy.writablePaths[0]',
      'sidecars.proxy.environment.AWS_SESSION_TOKEN',
      'sidecars.proxy.secrets[0]',
      'sidecars.proxy.secrets[1]',
    ],
    serviceWith({ secrets: ['TOKEN'], sidecars: { proxy: { image: PINNED, port: 8081, secrets: ['TOKEN'] } } }),
  ],
  [
    rules.noSecretsInPlainText,
    workerWith({ sidecars: { proxy: { image: PINNED, environment: { API_TOKEN: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' } } } }),
    ['sidecars.proxy.environment.API_TOKEN'],
    workerWith({ sidecars: { proxy: { image: PINNED, environment: { LEVEL: 'warn' } } } }),
  ],
  [
    rules.databasesExist,
    serviceWith({ databases: ['archive', 'report', 'main', 'patients'] }),
    ['databases[1]', 'databases[2]', 'databases[3]'],
    serviceWith({ databases: ['reports', 'archive'] }),
  ],
  [
    rules.queuesExist,
    serviceWith({ queues: { letter: 'send' } }),
    ['queues.letter'],
    serviceWith({ queues: { letters: 'send' } }),
  ],
  [
    rules.queuesExist,
    workerWith({ environments: { staging: { scaling: { queue: { name: 'scans', messagesPerTask: 1 } } } } }),
    ['environments.staging.scaling.queue.name'],
    workerWith({ scaling: scaled }),
  ],
  [
    rules.egressIsUsable,
    workerWith({
      egress: { mail: { protocol: 'smtp', port: 25, to: ['203.0.113.7/32'] }, web: { ...PARTNER, port: 443 } },
      environments: { staging: { egress: { twin: PARTNER, again: PARTNER } } },
    }),
    ['egress.mail.port', 'egress.web.port', 'environments.staging.egress.again.to[0]'],
    workerWith({ egress: { lab: PARTNER }, environments: { staging: { egress: { lab: PARTNER } } } }),
  ],
  [
    rules.storesExist,
    serviceWith({ caches: ['sessions', 'session'] }),
    ['caches[1]'],
    serviceWith({ caches: ['sessions', 'token-store'] }),
  ],
  [
    rules.storesExist,
    serviceWith({ buckets: { scans: 'read', scnas: 'read' } }),
    ['buckets.scnas'],
    serviceWith({ buckets: { scans: 'both' } }),
  ],
  [
    rules.fileSystemsCanBeMounted,
    serviceWith({
      user: 'app',
      fileSystems: { archive: { path: '/tmp' }, scans: { path: '/usr', owner: '33:33' } },
    }),
    ['fileSystems.archive.path', 'fileSystems.archive', 'fileSystems.scans.path'],
    serviceWith({ fileSystems: { archive: { path: '/var/archive' }, scans: { path: '/var/scans', use: 'read' } } }),
  ],
  [
    rules.fileSystemsCanBeMounted,
    serviceWith({ fileSystems: { archive: { path: '/data' }, scans: { path: '/data/scans' } } }),
    ['fileSystems.scans.path'],
    serviceWith({ user: '101', fileSystems: { archive: { path: '/data' } } }),
  ],
  [
    rules.fileSystemsCanBeMounted,
    workerWith({ disk: { paths: ['/work/'] }, fileSystems: { archive: { path: '/work' }, scans: { path: '/work/' } } }),
    ['fileSystems.archive.path', 'fileSystems.scans.path'],
    workerWith({ disk: { paths: ['/work'] }, fileSystems: { archive: { path: '/workshop' } } }),
  ],
  [
    rules.sidecarsMountWhatTheServiceMounts,
    serviceWith({
      fileSystems: { scans: { path: '/scans', use: 'read' } },
      sidecars: {
        web: { image: PINNED, fileSystems: { scans: { path: '/proc', use: 'write' }, archive: { path: '/www' } } },
      },
    }),
    ['sidecars.web.fileSystems.scans.path', 'sidecars.web.fileSystems.scans.use', 'sidecars.web.fileSystems.archive'],
    serviceWith({
      fileSystems: { scans: { path: '/scans' } },
      sidecars: { web: { image: PINNED, fileSystems: { scans: { path: '/www', use: 'write' } } } },
    }),
  ],
  [rules.storesExist, serviceWith({ fileSystems: { archiv: { path: '/a' } } }), ['fileSystems.archiv'], serviceWith()],
  [rules.storesExist, serviceWith({ topics: ['new'] }), ['topics[0]'], serviceWith({ topics: ['news'] })],
  [
    rules.variablesAreNotTaken,
    serviceWith({ topics: ['news'], secrets: ['TOPIC_NEWS_ARN'] }),
    ['secrets[0]'],
    serviceWith({ secrets: ['TOPIC_NEWS_ARN'] }),
  ],
  [
    rules.variablesAreNotTaken,
    serviceWith({ buckets: { scans: 'both' }, secrets: ['BUCKET_SCANS_NAME'] }),
    ['secrets[0]'],
    serviceWith({ secrets: ['BUCKET_SCANS_NAME'] }),
  ],
  [
    rules.variablesAreNotTaken,
    serviceWith({ caches: ['token-store'], environment: { CACHE_TOKEN_STORE_HOST: 'x', CACHE_SESSIONS_HOST: 'x' } }),
    ['environment.CACHE_TOKEN_STORE_HOST'],
    serviceWith({ caches: ['token-store'], secrets: ['CACHE_TOKEN_STORE'] }),
  ],
  [
    rules.scalesOnAQueueItReceives,
    workerWith({ queues: { letters: 'send' }, scaling: scaled }),
    ['scaling.queue.name'],
    workerWith({ queues: { letters: 'both' }, scaling: scaled }),
  ],
  [
    rules.singletonDoesNotScale,
    workerWith({ singleton: true, scaling: { max: 3 } }),
    ['scaling'],
    workerWith({ scaling: { max: 3 } }),
  ],
  [
    rules.singletonDoesNotScale,
    serviceWith({ singleton: true, environments: { staging: { scaling: { max: 3 } } } }),
    ['environments.staging.scaling'],
    serviceWith({ singleton: true }),
  ],
  [
    rules.oneTaskBeforeTheDeploy,
    workerWith({
      tasks: {
        migrate: { command: ['m'], before: 'deploy' },
        import: { command: ['i'] },
        seed: { command: ['s'], before: 'deploy' },
      },
    }),
    ['tasks.seed.before'],
    workerWith({ tasks: { migrate: { command: ['m'], before: 'deploy' }, import: { command: ['i'] } } }),
  ],
  [
    rules.timeoutIsOfATaskBeforeTheDeploy,
    workerWith({ tasks: { migrate: { command: ['m'], timeoutMinutes: 5 } } }),
    ['tasks.migrate.timeoutMinutes'],
    workerWith({ tasks: { migrate: { command: ['m'], before: 'deploy', timeoutMinutes: 5 } } }),
  ],
  [
    rules.diskPathsAreUsable,
    workerWith({ disk: { paths: ['/tmp', '/scans', '/scans'] } }),
    ['disk.paths[0]', 'disk.paths[2]'],
    workerWith({ disk: { paths: ['/scans', '/letters'] } }),
  ],
  [
    rules.timeoutIsShorterThanInterval,
    workerWith({ healthCheck: { command: ['CMD', '/up'], timeoutSeconds: 30 } }),
    // In each of the two environments.
    ['healthCheck.timeoutSeconds'],
    workerWith({ healthCheck: { command: ['CMD', '/up'] } }),
  ],
  [
    rules.scalingBoundsFit,
    workerWith({ scaling: { min: 7 } }),
    // The default of max is 6 in production and 2 in staging.
    ['scaling.min'],
    workerWith({ scaling: { min: 1, max: 1 } }),
  ],
  [
    rules.variablesAreNotTaken,
    workerWith({ queues: { letters: 'send' }, environment: { QUEUE_LETTERS_URL: 'x' } }),
    ['environment.QUEUE_LETTERS_URL'],
    workerWith({ environment: { QUEUE_LETTERS_URL: 'x', PORT: 1 } }),
  ],
];

it.each(cases.map(([rule, bad, at]) => [rule.name, bad.kind, at, rule, bad] as const))(
  '%s complains about a %s: %j',
  (_, __, at, rule, bad) => expect(rule(bad, platform).map(({ path }) => renderPath(path))).toEqual(at),
);

it.each(cases.map(([rule, , , good]) => [rule.name, good.kind, rule, good] as const))(
  '%s accepts a %s',
  (_, __, rule, good) => expect(rule(good, platform)).toEqual([]),
);

it('a queue needs a service that receives from it', () => {
  const places = (...values: ParsedService[]) =>
    queuesHaveConsumers(
      values.map((value, index) => ({ file: `${index}/service.yaml`, value })),
      platform,
    ).map(({ service, path }) => `${service} ${renderPath(path)}`);
  expect(places(serviceWith({ queues: { letters: 'send', faxes: 'send' } }))).toEqual([
    'platform queues.letters',
    'platform queues.faxes',
  ]);
  expect(places(workerWith({ queues: { letters: 'receive', faxes: 'both' } }))).toEqual([]);
});

it('a store that no service uses is a problem of platform.yaml', () => {
  const places = (...values: ParsedService[]) =>
    storesAreUsed(
      values.map((value, index) => ({ file: `${index}/service.yaml`, value })),
      platform,
    ).map(({ service, path }) => `${service} ${renderPath(path)}`);
  expect(places(serviceWith({ caches: ['sessions'] }))).toEqual([
    'platform caches.token-store',
    'platform topics.news',
    'platform fileSystems.archive',
    'platform fileSystems.scans',
    'platform buckets.scans',
  ]);
  expect(
    places(
      serviceWith({
        caches: ['sessions'],
        topics: ['news'],
        fileSystems: { archive: { path: '/a' }, scans: { path: '/s' } },
      }),
      workerWith({ caches: ['token-store'], buckets: { scans: 'read' } }),
    ),
  ).toEqual([]);
});

describe('files', () => {
  const problemsOf = (service: string, more = '') => {
    const result = load(testdir({ 'platform.yaml': PLATFORM + more, 'a/service.yaml': service }));
    return result.ok ? [] : result.problems.map(({ path, message, fix }) => `${path} ${message}; ${fix}`);
  };
  const source = 'source: { path: src }\n';

  it.each([
    [
      `name: aa\nkind: worker\n${source}routes: [{ host: a }]\n`,
      'routes is a key of services of the kind web, and this one is of the kind worker; remove it, or write "kind: web"',
    ],
    [
      `name: aa\n${source}schedule: { everyMinutes: 5 }\n`,
      'schedule is a key of services of the kind scheduled, and this one is of the kind web; remove it, or write "kind: scheduled"',
    ],
    [`name: aa\nkind: wroker\n${source}`, 'kind must be one of web, worker, scheduled, static; did you mean "worker"?'],
    [
      `name: aa\nkind: task\n${source}`,
      'kind must be one of web, worker, scheduled, static; write one of web, worker, scheduled, static',
    ],
    [`name: aa\nkind: scheduled\n${source}`, 'schedule is missing; add "schedule:" with a value'],
    [
      `name: aa\nkind: scheduled\n${source}schedule: { cron: 0 3 * * ? *, everyMinutes: 5 }\n`,
      'schedule must have exactly one of cron and everyMinutes; keep one of them: cron or everyMinutes',
    ],
    [
      `name: aa\nkind: worker\n${source}scaling: { requestsPerTarget: 9 }\n`,
      'scaling.requestsPerTarget is not a known key; remove it',
    ],
  ])('%j', (service, problem) => expect(problemsOf(service)).toEqual([problem]));

  it('a queue without a consumer is a problem of platform.yaml, and not of a service alone', () => {
    const files = { 'platform.yaml': `${PLATFORM}queues: { letters: {} }\n`, 'a/service.yaml': `name: aa\n${source}` };
    const whole = load(testdir(files));
    expect(whole.ok ? [] : whole.problems).toMatchObject([{ path: 'queues.letters', line: 10 }]);
    expect(load(`${testdir(files)}/a`).ok).toBe(true);
  });

  it('a queue is not reported while a service cannot be read', () => {
    expect(problemsOf('name: [', 'queues: { letters: {} }\n')).toEqual([expect.not.stringContaining('consumer')]);
  });

  it('the model has what each kind has', () => {
    const result = load(
      testdir({
        'platform.yaml': `${PLATFORM}queues: { letters: { maxReceives: 3 } }\n`,
        'a/service.yaml': `name: aa\nkind: worker\n${source}queues: { letters: receive }\ncommand: [node, work.js]\n`,
        'b/service.yaml': `name: bb\nkind: scheduled\n${source}schedule: { cron: 0 3 * * ? *, timeZone: Europe/Berlin }\n`,
      }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.model.queues).toEqual([
      {
        name: 'letters',
        fifo: false,
        visibilityTimeoutSeconds: 300,
        maxReceives: 3,
        retentionDays: 4,
        alarmMinutes: 15,
      },
    ]);
    const [worker, job] = result.model.services;
    expect(worker).toMatchObject({ kind: 'worker', command: ['node', 'work.js'], queues: { letters: 'receive' } });
    expect(worker).not.toHaveProperty('port');
    expect(job?.deployments[0]).toMatchObject({
      enabled: true,
      schedule: { cron: '0 3 * * ? *', timeZone: 'Europe/Berlin' },
    });
  });
});

describe('one-off tasks', () => {
  const problemsOf = (tasks: string) => {
    const folder = testdir({
      'platform.yaml': PLATFORM,
      'api/service.yaml': `name: api\nsource: { path: src }\ntasks: ${tasks}\n`,
    });
    const loaded = load(folder);
    return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path} ${message}`);
  };

  it.each([
    ['{ seed: {} }', 'tasks.seed.command'],
    ['{ seed: { command: [] } }', 'tasks.seed.command'],
    ['{ Seed: { command: [seed] } }', 'tasks'],
    ['{ a-1: { command: [a] }, a1: { command: [b] } }', 'must have names that differ in more than their hyphens'],
    [`{ seed: { command: [${'x'.repeat(1000)}] } }`, 'must have at most 1000 characters as JSON'],
    ['{ seed: { command: [seed], before: start } }', 'before'],
  ])('%s', (tasks, expected) => {
    expect(problemsOf(tasks).join('\n')).toContain(expected);
  });

  it('are fine with a command', () => {
    expect(problemsOf('{ import-codes: { command: [node, import.js] } }')).toEqual([]);
  });
});
