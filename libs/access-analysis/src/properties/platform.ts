import type { AccessProperty, AccessTerms, Exception, OutsiderProperty, What, Who } from './terms';
import type { Verb } from './verbs';
import { ESCALATION_PROPERTIES } from './escalation';

const ACCESS = ['164.308(a)(4)(ii)(B)', '164.312(a)(1)'];
const INTEGRITY = ['164.312(c)(1)'];
const AUDIT = ['164.312(b)'];
const RECOVERY = ['164.308(a)(7)(ii)(A)'];

/** CloudFormation works with these roles, for stacks of one scope; people and builds reach them by change sets alone. */
const STACKS: Exception = {
  who: { kind: ['stack'] },
  reason:
    'CloudFormation takes this role to make what the templates of its scope contain; change sets are reviewed before they run.',
};

/** AWS Backup alone takes the role. AWS's policy for restores has it, to clean up after a restore that failed. */
const RESTORES: Exception = {
  who: { kind: ['service'], name: ['*-BackupRole*'] },
  reason:
    'Only AWS Backup takes this role. The policy of AWS for restores lets it delete the database of a restore that failed.',
};

function forbid(
  name: string,
  words: string,
  who: Who,
  cannot: readonly Verb[],
  on: What,
  more: Partial<AccessProperty> = {},
): AccessProperty {
  return { kind: 'access', name, words, who, cannot, on, citations: ACCESS, ...more };
}

const STAGING: Who = { environment: 'nonproduction' };
const TASKS: Who = { kind: ['task', 'task execution'] };
const RUNNING: Who = { kind: ['task', 'task execution', 'function'] };
const BUILDS: Who = { kind: ['build', 'pipeline'] };
const PRODUCTION = (...types: string[]): What => ({ types, environment: 'production' });
const ANY = (...types: string[]): What => (types.length === 0 ? {} : { types });

/** Nothing of an environment without patient data reaches one with patient data. */
const SEPARATION: readonly AccessProperty[] = [
  forbid(
    'staging-reads-no-production-data',
    'no staging principal reads data of production',
    STAGING,
    ['read'],
    PRODUCTION('data'),
  ),
  forbid(
    'staging-writes-no-production-data',
    'no staging principal writes data of production',
    STAGING,
    ['write'],
    PRODUCTION('data'),
    { citations: INTEGRITY },
  ),
  forbid(
    'staging-deletes-nothing-in-production',
    'no staging principal deletes anything of production',
    STAGING,
    ['delete'],
    { environment: 'production' },
    { citations: INTEGRITY },
  ),
  forbid(
    'staging-reads-no-production-secret',
    'no staging principal reads a secret of production',
    STAGING,
    ['read'],
    PRODUCTION('secret'),
  ),
  forbid(
    'staging-uses-no-production-key',
    'no staging principal decrypts with a key of production',
    STAGING,
    ['decrypt'],
    PRODUCTION('key'),
  ),
  forbid(
    'staging-reads-no-production-log',
    'no staging principal reads a log of production',
    STAGING,
    ['read'],
    PRODUCTION('log'),
  ),
  forbid(
    'staging-deploys-nothing-to-production',
    'no staging principal deploys to production',
    STAGING,
    ['deploy'],
    PRODUCTION('stack', 'service'),
  ),
  forbid(
    'staging-changes-no-production-policy',
    'no staging principal changes a policy of production',
    STAGING,
    ['change a policy'],
    { environment: 'production' },
  ),
  forbid(
    'staging-takes-no-production-role',
    'no staging principal takes a role of production',
    STAGING,
    ['take the role'],
    PRODUCTION('role'),
  ),
  forbid(
    'staging-passes-no-production-role',
    'no staging principal passes a role of production to a service',
    STAGING,
    ['pass the role'],
    PRODUCTION('role'),
  ),
  forbid(
    'staging-reaches-no-production-data',
    'no staging principal gets to data of production, also not through roles that it gets to step by step',
    STAGING,
    ['read', 'write'],
    PRODUCTION('data', 'secret'),
    { withSteps: true },
  ),
  forbid(
    'production-reads-no-staging-data',
    'no production principal reads data of staging',
    { environment: 'production' },
    ['read'],
    { types: ['data', 'secret'], environment: 'nonproduction' },
  ),
];

/** What runs has what it needs for its work, and nothing for changing the platform. */
const RUNTIME: readonly AccessProperty[] = [
  forbid('tasks-change-no-policy', 'no task and no function changes a policy', RUNNING, ['change a policy'], ANY(), {
    except: [
      {
        who: { kind: ['function'], name: ['*-account-settings-*'] },
        reason: 'The function has the settings of the account as its work; they are no policies of principals.',
      },
    ],
  }),
  forbid('tasks-take-no-role', 'no task takes a role', TASKS, ['take the role'], ANY('role')),
  forbid('tasks-pass-no-role', 'no task passes a role to a service', TASKS, ['pass the role'], ANY('role')),
  forbid(
    'tasks-deploy-nothing',
    'no task and no function deploys anything',
    RUNNING,
    ['deploy'],
    ANY('stack', 'service', 'function'),
  ),
  forbid('tasks-approve-nothing', 'no task approves a release', TASKS, ['approve'], { arn: ['arn:*:codepipeline:*'] }),
  forbid('tasks-start-no-release', 'no task starts a release', TASKS, ['start a release'], ANY('pipeline')),
  forbid('tasks-delete-no-log', 'no task deletes a log or shortens its retention', TASKS, ['delete'], ANY('log'), {
    citations: AUDIT,
  }),
  forbid('tasks-delete-no-backup', 'no task deletes a backup', TASKS, ['delete'], ANY('backup'), {
    citations: RECOVERY,
  }),
  forbid(
    'tasks-delete-no-database',
    'no task deletes or changes a database server',
    TASKS,
    ['delete'],
    ANY('database'),
    { citations: INTEGRITY },
  ),
  forbid('tasks-replace-no-image', 'no task writes or deletes an image', TASKS, ['write', 'delete'], ANY('image'), {
    citations: INTEGRITY,
  }),
  forbid('tasks-end-no-key', 'no task disables a key or has it deleted', TASKS, ['delete'], ANY('key'), {
    citations: INTEGRITY,
  }),
  forbid(
    'containers-read-no-secret-directly',
    'no container reads a secret itself: ECS gives it the values at the start',
    { kind: ['task'] },
    ['read'],
    ANY('secret'),
  ),
  forbid(
    'starting-tasks-reads-no-data',
    'the roles with which ECS starts tasks read no data',
    { kind: ['task execution'] },
    ['read', 'write'],
    ANY('data'),
  ),
  forbid(
    'functions-read-no-data',
    'no function of the toolkit reads data or secrets',
    { kind: ['function'] },
    ['read'],
    ANY('data', 'secret'),
  ),
];

/** Who builds and who releases. */
const RELEASE: readonly AccessProperty[] = [
  forbid(
    'builds-read-no-data',
    'no build and no pipeline connects to a database or reads a secret',
    BUILDS,
    ['read'],
    ANY('database', 'secret'),
  ),
  forbid('builds-change-no-policy', 'no build and no pipeline changes a policy', BUILDS, ['change a policy'], ANY()),
  forbid(
    'builds-approve-nothing',
    'no build and no pipeline approves a release',
    BUILDS,
    ['approve'],
    { arn: ['arn:*:codepipeline:*'] },
    { citations: INTEGRITY },
  ),
  forbid('builds-delete-no-log', 'no build and no pipeline deletes a log', BUILDS, ['delete'], ANY('log'), {
    citations: AUDIT,
  }),
  forbid(
    'builds-delete-no-evidence',
    'no build and no pipeline deletes objects of buckets',
    BUILDS,
    ['delete'],
    ANY('bucket'),
    { citations: AUDIT },
  ),
  forbid(
    'builds-delete-no-database',
    'no build and no pipeline deletes a database',
    BUILDS,
    ['delete'],
    ANY('database', 'backup'),
    { citations: RECOVERY },
  ),
  forbid(
    'builds-deploy-by-their-role',
    'no build deploys a stack by itself: it takes the role of an environment for that',
    { kind: ['build'] },
    ['deploy'],
    ANY('stack', 'service'),
  ),
  forbid(
    'nobody-approves-by-a-role',
    'no role approves a release: people do',
    { kind: ['task', 'task execution', 'build', 'pipeline', 'stack', 'function', 'service', 'assumed'] },
    ['approve'],
    { arn: ['arn:*:codepipeline:*'] },
    { citations: INTEGRITY },
  ),
  forbid(
    'planning-changes-nothing',
    'roles that plan or look deploy nothing and write no data',
    { name: ['*-plan', '*-look'] },
    ['write', 'delete', 'change a policy'],
    ANY('data', 'secret', 'role', 'key'),
  ),
  forbid(
    'releases-read-no-secret',
    'roles that deploy read no secret and connect to no database',
    { kind: ['assumed'] },
    ['read'],
    ANY('secret', 'database'),
  ),
];

/** What must last. */
const RECORDS: readonly AccessProperty[] = [
  forbid('nobody-stops-the-trail', 'no principal stops or deletes the audit trail', {}, ['delete'], ANY('trail'), {
    citations: AUDIT,
    except: [STACKS],
  }),
  forbid('nobody-deletes-backups', 'no principal deletes recovery points or vaults', {}, ['delete'], ANY('backup'), {
    citations: RECOVERY,
    except: [STACKS],
  }),
  forbid('nobody-deletes-logs', 'no principal deletes logs or shortens their retention', {}, ['delete'], ANY('log'), {
    citations: AUDIT,
    except: [STACKS],
  }),
  forbid('nobody-deletes-databases', 'no principal deletes a database', {}, ['delete'], ANY('database'), {
    citations: RECOVERY,
    except: [STACKS, RESTORES],
  }),
  forbid('nobody-deletes-keys', 'no principal disables a key or has it deleted', {}, ['delete'], ANY('key'), {
    citations: INTEGRITY,
    except: [STACKS],
  }),
  forbid(
    'nobody-opens-resources',
    'no principal changes the policy of a bucket, key, topic, queue, repository or secret',
    {},
    ['change a policy'],
    ANY('bucket', 'key', 'topic', 'queue', 'image', 'secret'),
    { except: [STACKS] },
  ),
];

/** Who may be anybody. */
const IDENTITIES: readonly AccessProperty[] = [
  {
    kind: 'access',
    name: 'nobody-is-administrator',
    words: 'no principal may do everything: an action that no service has, on a resource that does not exist',
    who: {},
    cannot: ['administrator:AnyAction'],
    on: { arn: ['arn:aws:administrator:::anything'] },
    citations: ACCESS,
  },
  {
    kind: 'access',
    name: 'nobody-makes-credentials',
    words: 'no principal makes users, access keys or passwords',
    who: {},
    cannot: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
    on: { arn: ['arn:aws:iam::*:user/*'] },
    citations: ['164.312(a)(2)(i)', '164.312(d)'],
  },
  {
    kind: 'access',
    name: 'nobody-opens-a-shell',
    words: 'no principal opens a shell in a running container',
    who: { kind: ['task', 'task execution', 'build', 'pipeline', 'stack', 'function', 'service', 'assumed'] },
    cannot: ['ecs:ExecuteCommand'],
    on: { arn: ['arn:aws:ecs:*'] },
    citations: ACCESS,
  },
];

/** Policies of resources: other accounts are left out. */
const OUTSIDERS: readonly OutsiderProperty[] = [
  ['buckets', 'bucket'],
  ['keys', 'key'],
  ['topics', 'topic'],
  ['queues', 'queue'],
  ['images', 'image'],
  ['secrets', 'secret'],
  ['functions', 'function'],
  ['roles', 'role'],
].map(([name = '', type = '']) => ({
  kind: 'outsider',
  name: `no-outsider-uses-${name}`,
  words: `no policy of a ${type} lets another account in`,
  on: { types: [type] },
  citations: ACCESS,
}));

/** Paths that a platform needs, and why they give no one more than intended. */
const INTENDED: Readonly<Record<string, readonly Exception[]>> = {
  'cloudformation-005': [
    {
      who: { name: ['careplane-*-plan', 'careplane-*-deploy'] },
      reason:
        'Who deploys executes change sets: in its scope, with the execution role of its scope, and within the limits of that role.',
    },
  ],
};

/** What CloudFormation's roles can rewrite lies on the path of their scope and has the boundary. */
const BY_STACKS = ['iam-001', 'iam-012', 'iam-020', 'lambda-003', 'lambda-004'];

const ESCALATIONS: readonly AccessTerms[] = ESCALATION_PROPERTIES.map((property) => {
  const except = BY_STACKS.includes(property.path) ? [STACKS] : INTENDED[property.path];
  return except === undefined ? property : { ...property, except };
});

/** What must hold of any CloudFormation template. */
export const GENERAL_PROPERTIES: readonly AccessTerms[] = [...IDENTITIES, ...OUTSIDERS, ...ESCALATION_PROPERTIES];

/** What must hold on every platform of the toolkit. */
export const PLATFORM_PROPERTIES: readonly AccessTerms[] = [
  ...SEPARATION,
  ...RUNTIME,
  ...RELEASE,
  ...RECORDS,
  ...IDENTITIES,
  ...OUTSIDERS,
  ...ESCALATIONS,
];
