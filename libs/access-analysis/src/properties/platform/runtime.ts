import type { AccessProperty, Who } from '../terms';
import { anywhere, AUDIT, forbid, INTEGRITY, RECOVERY } from './common';

const TASKS: Who = { kind: ['task', 'task execution'] };
const RUNNING: Who = { kind: ['task', 'task execution', 'function'] };

/** What runs has what it needs for its work, and nothing for changing the platform. */
export const RUNTIME: readonly AccessProperty[] = [
  forbid('tasks-change-no-policy', 'no task and no function changes a policy', {
    who: RUNNING,
    cannot: ['change a policy'],
    on: anywhere(),
    except: [
      {
        who: { kind: ['function'], name: ['*-account-settings-*'] },
        reason: 'The function has the settings of the account as its work; they are no policies of principals.',
      },
    ],
  }),
  forbid('tasks-take-no-role', 'no task takes a role', { who: TASKS, cannot: ['take the role'], on: anywhere('role') }),
  forbid('tasks-pass-no-role', 'no task passes a role to a service', {
    who: TASKS,
    cannot: ['pass the role'],
    on: anywhere('role'),
  }),
  forbid('tasks-deploy-nothing', 'no task and no function deploys anything', {
    who: RUNNING,
    cannot: ['deploy'],
    on: anywhere('stack', 'service', 'function'),
  }),
  forbid('tasks-approve-nothing', 'no task approves a release', {
    who: TASKS,
    cannot: ['approve'],
    on: { arn: ['arn:*:codepipeline:*'] },
  }),
  forbid('tasks-start-no-release', 'no task starts a release', {
    who: TASKS,
    cannot: ['start a release'],
    on: anywhere('pipeline'),
  }),
  forbid('tasks-delete-no-log', 'no task deletes a log or shortens its retention', {
    who: TASKS,
    cannot: ['delete'],
    on: anywhere('log'),
    citations: AUDIT,
  }),
  forbid('tasks-delete-no-backup', 'no task deletes a backup', {
    who: TASKS,
    cannot: ['delete'],
    on: anywhere('backup'),
    citations: RECOVERY,
  }),
  forbid('tasks-delete-no-database', 'no task deletes or changes a database server', {
    who: TASKS,
    cannot: ['delete'],
    on: anywhere('database'),
    citations: INTEGRITY,
  }),
  forbid('tasks-replace-no-image', 'no task writes or deletes an image', {
    who: TASKS,
    cannot: ['write', 'delete'],
    on: anywhere('image'),
    citations: INTEGRITY,
  }),
  forbid('tasks-end-no-key', 'no task disables a key or has it deleted', {
    who: TASKS,
    cannot: ['delete'],
    on: anywhere('key'),
    citations: INTEGRITY,
  }),
  forbid(
    'containers-read-no-secret-directly',
    'no container reads a secret itself: ECS gives it the values at the start',
    { who: { kind: ['task'] }, cannot: ['read'], on: anywhere('secret') },
  ),
  forbid('starting-tasks-reads-no-data', 'the roles with which ECS starts tasks read no data', {
    who: { kind: ['task execution'] },
    cannot: ['read', 'write'],
    on: anywhere('data'),
  }),
  forbid('functions-read-no-data', 'no function of the toolkit reads data or secrets', {
    who: { kind: ['function'] },
    cannot: ['read'],
    on: anywhere('data', 'secret'),
  }),
];
