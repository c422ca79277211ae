import { renderPath } from '@careplane/problems';
import type { WrittenPlatform } from '../model';
import { IDENTITY, platformWith, PRODUCTION, STAGING } from '../testing/examples';
import { platformRules as rules } from './platform';
import type { PlatformRule } from './rule';

type Environment = WrittenPlatform['environments'][string];
type Written = Partial<WrittenPlatform>;

const production = (overrides: Partial<Environment>): Written => ({
  environments: { production: { ...PRODUCTION, ...overrides }, staging: STAGING },
});
const staging = (overrides: Partial<Environment>): Written => ({
  environments: { production: PRODUCTION, staging: { ...STAGING, ...overrides } },
});
const certificate = (place: string): string => `arn:aws:acm:${place}:certificate/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10`;

const connection = (place: string): Written => ({
  githubConnectionArn: `arn:aws:codeconnections:${place}:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10`,
});
const here = connection('us-east-2:111122223333');
const sha256 = '0'.repeat(64);

type Groups = NonNullable<Written['identity']>['groups'];
const INSTANCE = { instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' };
const GROUP_ID = '9067642ac7-0f3d2a1e-1111-4222-8333-444455556666';
/** People, with other groups. */
const people = (groups: Partial<Groups>, more: object = {}): Written => ({
  identity: { ...IDENTITY, ...more, groups: { ...IDENTITY.groups, ...groups } },
});
const directory: Groups = {
  developers: { groupId: GROUP_ID },
  systemsEngineers: { groupId: GROUP_ID },
  securityEngineers: { groupId: GROUP_ID },
  stakeholders: { groupId: GROUP_ID },
};
const user = (name: string, email = `${name}@acme.example`) => ({ users: [{ name, email }] });
const contact = (email = 'cloud@acme.example') => ({
  name: 'Cloud team',
  title: 'Operations',
  email,
  phone: '+1 614 555 0100',
});
const contacts = { operations: contact(), billing: contact(), security: contact() };
/** A platform with a baseline of its own that no rule complains about, but for what is given. */
const governed = (governance: Written['governance'] = {}, more: Written = {}): Written => ({
  governance: { budget: { monthlyUsd: 900 }, ...governance },
  contacts,
  ...more,
});
const off = { enabled: false, reason: 'The organization’s security account provides it for all accounts.' };

const environments = (count: number): Written => ({
  environments: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `env${index}`,
      { ...STAGING, branch: `b${index}`, domain: `e${index}.acme.example` },
    ]),
  ),
});
const queues = (count: number): Written => ({
  queues: Object.fromEntries(Array.from({ length: count }, (_, index) => [`queue-${index}`, {}])),
});

const cases: [rule: PlatformRule, bad: Written, at: string, good: Written][] = [
  [rules.emergencyRoleHasAnAlarm, people({}), 'identity.breakGlass', { ...people({}), ...governed() }],
  [
    rules.emergencyRoleHasAnAlarm,
    { ...people({}), ...governed({ alerts: off }) },
    'identity.breakGlass',
    { ...people({}), ...governed({ baseline: 'clinic' }) },
  ],
  ...[{ ' ': 'care' }, { team: '看護' }].map((tags): (typeof cases)[number] => [
    rules.tagsFitIdentityCenter,
    { ...people({}, { identityCenter: INSTANCE }), tags },
    `tags.${Object.keys(tags).join()}`,
    { ...people({}), tags },
  ]),
  [
    rules.arnsFitThePartition,
    people({}, { identityCenter: { instanceArn: INSTANCE.instanceArn.replace('arn:aws:', 'arn:aws-cn:') } }),
    'identity.identityCenter.instanceArn',
    people({}, { identityCenter: INSTANCE }),
  ],
  [rules.environmentsFitARepository, environments(6), 'environments.env5', environments(5)],
  [
    rules.storeNamesFit,
    { name: 'a'.repeat(20), caches: { 'session-store': {} } },
    'caches.session-store',
    { name: 'a'.repeat(20), caches: { sessions: {} } },
  ],
  [
    rules.storeNamesFit,
    { name: 'a'.repeat(16), buckets: { 'scanned-letters': {} } },
    'buckets.scanned-letters',
    { name: 'a'.repeat(16), buckets: { scans: {} } },
  ],
  [
    rules.topicsReachQueues,
    { queues: { letters: {} }, topics: { news: { subscribers: { letter: {} } } } },
    'topics.news.subscribers.letter',
    { queues: { letters: {} }, topics: { news: { subscribers: { letters: {} } } } },
  ],
  [
    rules.topicsReachQueues,
    { queues: { letters: { fifo: true } }, topics: { news: { subscribers: { letters: {} } } } },
    'topics.news.subscribers.letters',
    { queues: { letters: { fifo: true } } },
  ],
  [rules.storesFitAStack, caches(13), 'caches.cache-12', caches(12)],
  [
    rules.overriddenCachesExist,
    inStaging({ session: {} }),
    'environments.staging.caches.session',
    inStaging({ sessions: {} }),
  ],
  [rules.cachesCanRun, sessions({ nodes: 1 }), 'caches.sessions.nodes', sessions({ nodes: 2 })],
  [
    rules.cachesCanRun,
    { region: 'me-south-1', ...sessions({ nodeType: 'cache.t4g.small' }) },
    'caches.sessions.nodeType',
    { region: 'me-south-1', ...sessions({ nodeType: 'cache.t3.small' }) },
  ],
  [
    rules.cachesCanRun,
    { region: 'ca-west-1', ...inStaging({ sessions: { nodeType: 'cache.m7g.large' } }) },
    'environments.staging.caches.sessions.nodeType',
    { region: 'ca-west-1', ...inStaging({ sessions: { nodeType: 'cache.m6g.large', nodes: 1 } }) },
  ],
  [rules.queuesFitAStack, queues(41), 'queues.queue-40', queues(40)],
  [rules.groupsHaveMembers, people({ stakeholders: {} }), 'identity.groups.stakeholders', people({})],
  [rules.groupsHaveMembers, people({ developers: { groupId: GROUP_ID } }), 'identity.groups.developers', {}],
  [
    rules.groupsHaveMembers,
    people({ ...directory, developers: user('dora') }, { identityCenter: INSTANCE }),
    'identity.groups.developers',
    people(directory, { identityCenter: INSTANCE }),
  ],
  [
    rules.groupsHaveMembers,
    people({ ...directory, developers: {} }, { identityCenter: INSTANCE }),
    'identity.groups.developers',
    people(directory, { identityCenter: INSTANCE }),
  ],
  [
    rules.writersDoNotRelease,
    people({ developers: { ...user('dora'), duties: ['push-branches', 'approve-releases'] } }),
    'identity.groups.developers.duties',
    people({ developers: { ...user('dora'), duties: ['push-branches', 'run-staging'] } }),
  ],
  [
    rules.writersDoNotRelease,
    people({ systemsEngineers: user('dora') }),
    'identity.groups.systemsEngineers.users[0].name',
    people({ securityEngineers: user('dora') }),
  ],
  [
    rules.writersDoNotRelease,
    people({ securityEngineers: { ...user('sam'), duties: ['merge-reviewed'] } }),
    'identity.groups.systemsEngineers.users[0].name',
    people({ systemsEngineers: { ...user('dora'), duties: ['see-services'] } }),
  ],
  [
    rules.usersArePersons,
    people({ stakeholders: user('stan', 'DORA@acme.example') }),
    'identity.groups.stakeholders.users[0]',
    people({}),
  ],
  [
    rules.usersArePersons,
    people({ securityEngineers: user('stan', 'other@acme.example') }),
    'identity.groups.stakeholders.users[0]',
    people({ securityEngineers: user('stan') }),
  ],
  [
    rules.zonesAreDistinct,
    { network: { zones: ['a', 'b', 'a'] } },
    'network.zones',
    { network: { zones: ['a', 'c'] } },
  ],
  [
    rules.zonesAreDistinct,
    staging({ network: { cidr: '10.21.0.0/16', zones: ['a', 'b', 'a'] } }),
    'environments.staging.network.zones',
    staging({ network: { cidr: '10.21.0.0/16', zones: ['a', 'b'] } }),
  ],
  [
    rules.certificateOrHostedZone,
    staging({ hostedZone: undefined }),
    'environments.staging',
    staging({ hostedZone: undefined, certificateArn: certificate('us-east-2:111122223333') }),
  ],
  [
    rules.certificateOrHostedZone,
    staging({ certificateArn: certificate('us-east-2:111122223333') }),
    'environments.staging.certificateArn',
    {},
  ],
  [
    rules.certificateIsInTheSamePlace,
    staging({ certificateArn: certificate('us-east-1:111122223333') }),
    'environments.staging.certificateArn',
    staging({ certificateArn: certificate('us-east-1:111122223333'), region: 'us-east-1' }),
  ],
  [
    rules.certificateIsInTheSamePlace,
    staging({ certificateArn: certificate('us-east-2:444455556666') }),
    'environments.staging.certificateArn',
    staging({ certificateArn: certificate('us-east-2:444455556666'), account: '444455556666' }),
  ],
  [
    rules.domainIsInHostedZone,
    staging({ domain: 'notacme.example' }),
    'environments.staging.domain',
    staging({ domain: 'deep.below.acme.example' }),
  ],
  [rules.domainsAreDistinct, staging({ domain: 'acme.example' }), 'environments.staging.domain', {}],
  [rules.branchesAreDistinct, staging({ branch: 'main' }), 'environments.staging.branch', {}],
  [
    rules.branchesAreDistinct,
    {
      environments: {
        production: { ...PRODUCTION, branch: 'release/1' },
        staging: { ...STAGING, branch: 'release-1' },
      },
    },
    'environments.staging.branch',
    {},
  ],
  [
    rules.branchIsNotACommit,
    staging({ branch: 'a'.repeat(40) }),
    'environments.staging.branch',
    staging({ branch: 'a'.repeat(39) }),
  ],
  [
    rules.productionIsProtected,
    production({ approval: false }),
    'environments.production.approval',
    staging({ approval: false }),
  ],
  [
    rules.productionIsProtected,
    production({ database: { multiAz: false } }),
    'environments.production.database.multiAz',
    staging({ database: { multiAz: false } }),
  ],
  [
    rules.scalingFitsInEnvironment,
    staging({ scaling: { min: 3 } }), // The default of max outside production is 2.
    'environments.staging.scaling.min',
    staging({ scaling: { min: 3, max: 3 } }),
  ],
  [
    rules.scalingFitsInEnvironment,
    production({ scaling: { max: 1 } }), // The default of min in production is 2.
    'environments.production.scaling.max',
    production({ scaling: { max: 2 } }),
  ],
  [
    rules.scalingFitsInEnvironment,
    staging({ scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 3, max: 2 }] } }),
    'environments.staging.scaling.schedule[0]',
    staging({ scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 2, max: 2 }] } }),
  ],
  [
    rules.namesTellStacksApart,
    { environments: { production: PRODUCTION, 'eu-production': STAGING } },
    'environments.eu-production',
    { environments: { production: PRODUCTION, 'production-eu': STAGING } },
  ],
  ...['access', 'command', 'main', 'network', 'pipelines', 'repository', 'shared', 'web-pipelines'].map(
    (name): (typeof cases)[number] => [
      rules.namesTellStacksApart,
      { environments: { production: PRODUCTION, [name]: STAGING } },
      `environments.${name}`,
      { environments: { production: PRODUCTION, [`${name}s`]: STAGING } },
    ],
  ),
  [rules.productionAlarmsReachSomebody, { alertEmails: [] }, 'environments.production', {}],
  [
    rules.productionAlarmsReachSomebody,
    production({ alertEmails: [] }),
    'environments.production.alertEmails',
    staging({ alertEmails: [] }),
  ],
  [
    rules.networkOnlyInOwnLocation,
    staging({ network: { cidr: '10.30.0.0/16' } }),
    'environments.staging.network',
    staging({ region: 'us-west-2', network: { cidr: '10.30.0.0/16' } }),
  ],
  [
    rules.networkOnlyInOwnLocation,
    staging({ account: '444455556666', network: { zones: ['a', 'b'] } }),
    'environments.staging.network.cidr',
    {},
  ],
  [
    rules.sameLocationSameNetwork,
    elsewhere('10.30.0.0/16', '10.40.0.0/16'),
    'environments.staging.network',
    elsewhere('10.30.0.0/16', '10.30.0.0/16'),
  ],
  [
    rules.intervalDividesADay,
    { backup: { intervalHours: 5 } },
    'backup.intervalHours',
    { backup: { intervalHours: 8 } },
  ],
  [
    rules.backupsMeetTheRecoveryPoint,
    { backup: { intervalHours: 24 } }, // One hour of start window comes on top.
    'backup.intervalHours',
    { backup: { intervalHours: 24 }, recovery: { rpoHours: 25 } },
  ],
  [
    rules.restoreTestMeetsTheRecoveryTime,
    { backup: { restoreTest: { validationHours: 9 } } },
    'backup.restoreTest.validationHours',
    { backup: { restoreTest: { validationHours: 8 } } },
  ],
  [
    rules.copyGoesElsewhere,
    { backup: { copyRegion: 'us-east-2' } },
    'backup.copyRegion',
    { backup: { copyRegion: 'us-west-2' } },
  ],
  [
    rules.storageCanGrow,
    { database: { storageGiB: 100, maxStorageGiB: 109 } },
    'database.maxStorageGiB',
    { database: { storageGiB: 100, maxStorageGiB: 110 } },
  ],
  [
    rules.storageCanGrow,
    staging({ database: { storageGiB: 500 } }), // The platform's maximum is 500.
    'environments.staging.database.storageGiB',
    staging({ database: { storageGiB: 500, maxStorageGiB: 550 } }),
  ],
  [
    rules.tagKeysDifferInMoreThanCase,
    { tags: { Owner: 'x', owner: 'y' } },
    'tags.owner',
    { tags: { owner: 'x', owner2: 'y' } },
  ],
  [rules.ownTagsAreReserved, { tags: { 'Careplane:unit': 'x' } }, 'tags.Careplane:unit', { tags: { owner: 'x' } }],
  [
    rules.githubRepositoryNeedsAConnection,
    { repository: { github: 'acme/platform' } },
    'repository.github',
    { repository: { github: 'acme/platform' }, ...here },
  ],
  [rules.connectionIsInTheSamePlace, connection('us-east-2:444455556666'), 'githubConnectionArn', here],
  [rules.connectionIsInTheSamePlace, connection('us-west-2:111122223333'), 'githubConnectionArn', {}],
  [
    rules.anotherTrivyHasItsOwnChecksum,
    { trivy: { version: '0.75.0' } },
    'trivy.version',
    { trivy: { version: '0.75.0', sha256 } },
  ],
  [rules.anotherTrivyHasItsOwnChecksum, { trivy: { version: '0.9.0' } }, 'trivy.version', { trivy: { sha256 } }],
  [
    rules.environmentNamesAreNotStacks,
    { environments: { production: PRODUCTION, pipelines: STAGING } },
    'environments.pipelines',
    { environments: { production: PRODUCTION, pipeline: STAGING } },
  ],
  [
    rules.environmentNamesAreNotStacks,
    { environments: { repository: PRODUCTION } },
    'environments.repository',
    { environments: { repo: PRODUCTION } },
  ],
  [
    rules.onlyCodecommitIsCreated,
    { repository: { github: 'acme/platform', create: true }, ...here },
    'repository.create',
    { repository: { codecommit: 'acme-platform', create: true } },
  ],
  ...['refs/heads/main', 'refs/x', 'HEAD', 'a..b', 'a//b', 'a/', 'a/.b', 'a.lock', 'a.lock/b', 'a.'].flatMap(
    (branch): (typeof cases)[number][] => [
      [
        rules.branchesHaveNamesOfGit,
        { repository: { codecommit: 'acme-platform', branch } },
        'repository.branch',
        { repository: { codecommit: 'acme-platform', branch: 'release/2026.11' } },
      ],
      [
        rules.branchesHaveNamesOfGit,
        { handover: { hotfixBranches: branch } },
        'handover.hotfixBranches',
        { handover: { hotfixBranches: 'hotfix/*' } },
      ],
      [
        rules.branchesHaveNamesOfGit,
        { environments: { production: { ...PRODUCTION, branch } } },
        'environments.production.branch',
        { environments: { production: { ...PRODUCTION, branch: 'feature/refs/heads' } } },
      ],
    ],
  ),
  [rules.regionsExist, { region: 'us-moon-9' }, 'region', { region: 'ap-southeast-6' }],
  [
    rules.regionsExist,
    staging({ region: 'us-esat-1' }),
    'environments.staging.region',
    staging({ region: 'us-east-1' }),
  ],
  [
    rules.regionsExist,
    { backup: { copyRegion: 'us-west-3' } },
    'backup.copyRegion',
    { backup: { copyRegion: 'us-west-2' } },
  ],
  [
    rules.regionsAreInOnePartition,
    { backup: { copyRegion: 'us-gov-west-1' } },
    'backup.copyRegion',
    { region: 'us-gov-east-1', backup: { copyRegion: 'us-gov-west-1' } },
  ],
  [
    rules.regionsAreInOnePartition,
    staging({ region: 'cn-north-1' }),
    'environments.staging.region',
    staging({ region: 'eu-west-1' }),
  ],
  [
    rules.zonesExistInTheRegion,
    { network: { zones: ['a', 'd'] } },
    'network.zones',
    { region: 'us-west-2', network: { zones: ['a', 'd'] } },
  ],
  [
    rules.zonesExistInTheRegion,
    staging({ region: 'ca-central-1', network: { cidr: '10.30.0.0/16', zones: ['a', 'c'] } }),
    'environments.staging.network.zones',
    staging({ region: 'ca-central-1', network: { cidr: '10.30.0.0/16', zones: ['a', 'd'] } }),
  ],
  [
    rules.zonesExistInTheRegion,
    { network: { zones: ['a', 'c'] }, ...staging({ region: 'ca-central-1' }) },
    'environments.staging.region',
    { network: { zones: ['a', 'b'] }, ...staging({ region: 'ca-central-1' }) },
  ],
  [
    rules.arnsFitThePartition,
    { githubConnectionArn: here.githubConnectionArn?.replace('arn:aws:', 'arn:aws-cn:') },
    'githubConnectionArn',
    here,
  ],
  [
    rules.arnsFitThePartition,
    staging({ certificateArn: certificate('us-east-2:111122223333').replace('arn:aws:', 'arn:aws-us-gov:') }),
    'environments.staging.certificateArn',
    staging({ certificateArn: certificate('us-east-2:111122223333') }),
  ],
  [
    rules.domainsFitACertificate,
    staging({ domain: `${'a'.repeat(52)}.acme.example` }),
    'environments.staging.domain',
    staging({ domain: `${'a'.repeat(51)}.acme.example` }),
  ],
  ...['co.uk', 'com.au', 'github.io', 'us-east-2.elb.amazonaws.com'].map((domain): (typeof cases)[number] => [
    rules.domainsCanBeRegistered,
    staging({ domain: domain }),
    'environments.staging.domain',
    staging({ domain: `acme.${domain}` }),
  ]),
  [
    rules.emailsAreDistinct,
    { alertEmails: ['ops@acme.example', 'OPS@acme.example'] },
    'alertEmails[1]',
    { alertEmails: ['ops@acme.example', 'dev@acme.example'] },
  ],
  [
    rules.emailsAreDistinct,
    staging({ alertEmails: ['ops@acme.example', 'ops@acme.example'] }),
    'environments.staging.alertEmails[1]',
    staging({ alertEmails: ['ops@acme.example'] }),
  ],
  [
    rules.schedulesFire,
    staging({ scaling: { schedule: [{ cron: '99 99 ? * FUNDAY *', min: 1, max: 1 }] } }),
    'environments.staging.scaling.schedule[0].cron',
    staging({ scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 1, max: 1 }] } }),
  ],
  [
    rules.schedulesFire,
    staging({ scaling: { schedule: [{ cron: '0 7 ? * 2-6 *', timeZone: 'America/NewYork', min: 1, max: 1 }] } }),
    'environments.staging.scaling.schedule[0].timeZone',
    staging({ scaling: { schedule: [{ cron: '0 7 ? * 2-6 *', timeZone: 'America/New_York', min: 1, max: 1 }] } }),
  ],
  [
    rules.databaseNameIsNotReserved,
    { name: 'orders', database: { name: 'order' } },
    'database.name',
    { name: 'orders' },
  ],
  [rules.databaseNameIsNotReserved, { name: 'system' }, 'name', { name: 'system', database: { name: 'acme' } }],
  [
    rules.engineVersionIsOffered,
    { database: { engineVersion: '8.4.99' } },
    'database.engineVersion',
    { database: { engineVersion: '8.4.11' } },
  ],
  [
    rules.engineVersionIsOffered,
    { database: { engine: 'postgres', engineVersion: '8.4.9' } },
    'database.engineVersion',
    { database: { engine: 'postgres', engineVersion: '16.15' } },
  ],
  [
    rules.engineVersionIsOffered,
    { database: { engineVersion: '17.9' } },
    'database.engineVersion',
    { database: { engine: 'postgres', engineVersion: '17.9' } },
  ],
  [
    rules.databaseNameIsNotReserved,
    { database: { engine: 'postgres', name: 'postgres' } },
    'database.name',
    // Reserved by MySQL alone.
    { database: { engine: 'postgres', name: 'groups' } },
  ],
  [
    rules.engineVersionIsOffered,
    { databases: { reports: { engine: 'postgres', engineVersion: '17.99' } } },
    'databases.reports.engineVersion',
    { databases: { reports: { engine: 'postgres', engineVersion: '17.9' } } },
  ],
  [
    rules.databaseNameIsNotReserved,
    { databases: { groups: {} } },
    'databases.groups',
    { databases: { groups: { engine: 'postgres' } } },
  ],
  [
    rules.storageCanGrow,
    { ...staging({ databases: { reports: { storageGiB: 500 } } }), databases: { reports: {} } },
    'environments.staging.databases.reports.storageGiB',
    { ...staging({ databases: { reports: { storageGiB: 400 } } }), databases: { reports: {} } },
  ],
  [
    rules.productionIsProtected,
    { ...production({ databases: { reports: { multiAz: false } } }), databases: { reports: {} } },
    'environments.production.databases.reports.multiAz',
    { ...staging({ databases: { reports: { multiAz: false } } }), databases: { reports: {} } },
  ],
  [
    rules.overriddenDatabasesExist,
    { ...staging({ databases: { report: {} } }), databases: { reports: {} } },
    'environments.staging.databases.report',
    { ...staging({ databases: { reports: {} } }), databases: { reports: {} } },
  ],
  [
    rules.databasesFitAStack,
    { databases: Object.fromEntries([...'abcdefghi'].map((letter) => [`data-${letter}`, {}])) },
    'databases.data-i',
    { databases: Object.fromEntries([...'abcdefgh'].map((letter) => [`data-${letter}`, {}])) },
  ],
  [
    rules.queuesFitAStack,
    {
      databases: { reports: {} },
      queues: Object.fromEntries(Array.from({ length: 38 }, (_, index) => [`queue-${index}`, {}])),
    },
    'queues.queue-37',
    {
      databases: { reports: {} },
      queues: Object.fromEntries(Array.from({ length: 37 }, (_, index) => [`queue-${index}`, {}])),
    },
  ],
  [
    rules.storageFitsTheEngine,
    { database: { engine: 'aurora-mysql', storageGiB: 100 } },
    'database.storageGiB',
    { database: { engine: 'aurora-mysql', ioOptimized: true } },
  ],
  [
    rules.storageFitsTheEngine,
    { database: { ioOptimized: true } },
    'database.ioOptimized',
    { database: { storageGiB: 100 } },
  ],
  [
    rules.storageFitsTheEngine,
    { ...staging({ database: { maxStorageGiB: 100 } }), database: { engine: 'aurora-postgresql' } },
    'environments.staging.database.maxStorageGiB',
    { ...staging({ database: { maxStorageGiB: 100 } }), database: { engine: 'postgres' } },
  ],
  [
    rules.serverlessHasACapacity,
    { database: { engine: 'aurora-mysql', instanceClass: 'db.serverless' } },
    'database.instanceClass',
    { database: { engine: 'aurora-mysql', instanceClass: 'db.serverless', capacity: { min: 0.5, max: 4 } } },
  ],
  [
    rules.serverlessHasACapacity,
    { databases: { ledger: { engine: 'aurora-mysql', capacity: { min: 1, max: 4 } } } },
    'databases.ledger.capacity',
    { databases: { ledger: { engine: 'aurora-mysql' } } },
  ],
  [
    rules.serverlessHasACapacity,
    {
      ...staging({ database: { capacity: { min: 4, max: 2 } } }),
      database: { engine: 'aurora-mysql', instanceClass: 'db.serverless', capacity: { min: 0.5, max: 4 } },
    },
    'environments.staging.database.capacity',
    {
      ...staging({ database: { instanceClass: 'db.r7g.large' } }),
      database: { engine: 'aurora-mysql', instanceClass: 'db.serverless', capacity: { min: 0.5, max: 4 } },
    },
  ],
  [
    rules.countedRulesExist,
    { firewall: { countOnly: [{ rule: 'SizeRestrictions_Body', reason: 'uploads of scans are larger' }] } },
    'firewall.countOnly[0].rule',
    { firewall: { countOnly: [{ rule: 'SizeRestrictions_BODY', reason: 'uploads of scans are larger' }] } },
  ],
  [
    rules.countedRulesExist,
    {
      firewall: {
        countOnly: Array.from({ length: 2 }, () => ({
          rule: 'GenericRFI_BODY',
          reason: 'forms hold addresses of pages',
        })),
      },
    },
    'firewall.countOnly[1].rule',
    {},
  ],
  [
    rules.disabledPartsHaveAReason,
    governed({ accessAnalyzer: { enabled: false } }),
    'governance.accessAnalyzer',
    governed({ accessAnalyzer: off }),
  ],
  [
    rules.disabledPartsHaveAReason,
    governed({ budget: { enabled: false, reason: 'not needed' } }),
    'governance.budget.reason',
    governed({ budget: off }),
  ],
  [
    rules.disabledPartsHaveAReason,
    governed({ alerts: { reason: off.reason } }),
    'governance.alerts.reason',
    governed({ alerts: {} }),
  ],
  [
    rules.partsHaveWhatTheyNeed,
    governed({ auditTrail: off }),
    'governance.auditTrail.enabled',
    governed({ auditTrail: off, alerts: off }),
  ],
  [
    rules.partsHaveWhatTheyNeed,
    governed({ configuration: off, conformancePack: off }),
    'governance.configuration.enabled',
    governed({ configuration: off, conformancePack: off, securityHub: off }),
  ],
  [
    rules.auditTrailIsKeptSixYears,
    governed({ retentionYears: 5 }),
    'governance.retentionYears',
    governed({ retentionYears: 6 }),
  ],
  [
    rules.reasonsAreNeeded,
    { backup: { retentionDays: 2192, retentionReason: 'Records of patients stay in the database for longer.' } },
    'backup.retentionReason',
    { backup: { retentionDays: 2191, retentionReason: 'Records of patients stay in the database for longer.' } },
  ],
  [
    rules.reasonsAreNeeded,
    governed({ accountSettings: { ...off, leftOut: { inspector: off.reason } } }),
    'governance.accountSettings.leftOut.inspector',
    governed({ accountSettings: { leftOut: { inspector: off.reason } } }),
  ],
  [
    rules.reasonsAreNeeded,
    { governance: { baseline: 'zenith', securityHub: off } },
    'governance.securityHub',
    { governance: { baseline: 'zenith' }, backup: { retentionDays: 2192 } },
  ],
  [
    rules.sharedBaselineIsAnotherPlatforms,
    governed({ baseline: 'acme' }),
    'governance.baseline',
    governed({ baseline: 'zenith' }),
  ],
  [rules.baselineHasContacts, { governance: { budget: off } }, 'governance', { governance: { baseline: 'zenith' } }],
  [rules.baselineHasABudget, governed({ budget: {} }), 'governance.budget', governed({ budget: off })],
  [rules.baselineHasABudget, governed({ budget: {} }), 'governance.budget', { governance: { baseline: 'zenith' } }],
  [
    rules.baselineIsOfferedInTheRegion,
    governed({ budget: off }, { region: 'ap-southeast-6' }),
    'region',
    governed({ accountSettings: off, budget: off }, { region: 'ap-southeast-6' }),
  ],
  [
    rules.baselineIsOfferedInTheRegion,
    governed({}, staging({ account: '222233334444', region: 'us-gov-west-1' })),
    'environments.staging.region',
    // The account's budget is in the first of its regions.
    governed({}, staging({ region: 'eu-north-1' })),
  ],
  [
    rules.contactsAreCorporate,
    { ...people({}), contacts: { ...contacts, security: contact('Dora@acme.example') } },
    'contacts.security.email',
    { ...people({}), contacts },
  ],
  ...['ann.security@gmail.com', 'ANN@Outlook.co.uk', 'ann@yahoo.fr'].map((email): (typeof cases)[number] => [
    rules.contactsAreCorporate,
    { contacts: { ...contacts, security: contact(email) } },
    'contacts.security.email',
    { contacts: { ...contacts, security: contact('security@gmail.com.acme.example') } },
  ]),
];

function sessions(settings: NonNullable<Written['caches']>[string] = {}): Written {
  return { caches: { sessions: settings } };
}

function caches(number: number): Written {
  return { caches: Object.fromEntries(Array.from({ length: number }, (_, index) => [`cache-${index}`, {}])) };
}

/** A platform with the cache `sessions`, and settings of caches in staging. */
function inStaging(settings: NonNullable<typeof STAGING.caches>): Written {
  return { ...sessions(), environments: { production: PRODUCTION, staging: { ...STAGING, caches: settings } } };
}

/** Both environments in another region, each with a range. */
function elsewhere(one: string, other: string): Written {
  const region = 'us-west-2';
  return {
    environments: {
      production: { ...PRODUCTION, region, network: { cidr: one } },
      staging: { ...STAGING, region, network: { cidr: other } },
    },
  };
}

it.each(cases.map(([rule, bad, at]) => [nameOf(rule), bad, at, rule] as const))(
  '%s complains about %j',
  (_, bad, at, rule) => {
    const complaints = rule(platformWith(bad));
    expect(complaints.map(({ path }) => renderPath(path))).toEqual([at]);
    for (const { message, allowed, fix } of complaints) {
      expect([message, allowed, fix].every((text) => text.length > 0 && !text.includes('undefined'))).toBe(true);
    }
  },
);

it.each(cases.map(([rule, , , good]) => [nameOf(rule), good, rule] as const))('%s accepts %j', (_, good, rule) => {
  expect(rule(platformWith(good))).toEqual([]);
});

it('every rule of the list has its cases here', () => {
  const tested = new Set(cases.map(([rule]) => rule));
  expect(
    Object.values(rules)
      .filter((rule) => !tested.has(rule))
      .map(nameOf),
  ).toEqual([]);
});

/** Rules made by eachEnvironment have no name of their own; the list has one. */
function nameOf(rule: PlatformRule): string {
  return Object.entries(rules).find(([, value]) => value === rule)?.[0] ?? 'a rule that is not in the list';
}
