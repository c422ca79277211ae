import type { AccessProperty, Who } from '../terms';
import { anywhere, AUDIT, forbid, INTEGRITY, RECOVERY } from './common';

const BUILDS: Who = { kind: ['build', 'pipeline'] };

/** Who builds and who releases. */
export const RELEASE: readonly AccessProperty[] = [
  forbid('builds-read-no-data', 'no build and no pipeline connects to a database or a cache, or reads a secret', {
    who: BUILDS,
    cannot: ['read'],
    on: anywhere('database', 'cache', 'secret'),
  }),
  forbid('builds-change-no-policy', 'no build and no pipeline changes a policy', {
    who: BUILDS,
    cannot: ['change a policy'],
    on: anywhere(),
  }),
  forbid('builds-approve-nothing', 'no build and no pipeline approves a release', {
    who: BUILDS,
    cannot: ['approve'],
    on: { arn: ['arn:*:codepipeline:*'] },
    citations: INTEGRITY,
  }),
  forbid('builds-delete-no-log', 'no build and no pipeline deletes a log', {
    who: BUILDS,
    cannot: ['delete'],
    on: anywhere('log'),
    citations: AUDIT,
  }),
  forbid('builds-delete-no-evidence', 'no build and no pipeline deletes objects of buckets', {
    who: BUILDS,
    cannot: ['delete'],
    on: anywhere('bucket'),
    citations: AUDIT,
  }),
  forbid('builds-delete-no-database', 'no build and no pipeline deletes a database', {
    who: BUILDS,
    cannot: ['delete'],
    on: anywhere('database', 'backup'),
    citations: RECOVERY,
  }),
  forbid(
    'builds-deploy-by-their-role',
    'no build deploys a stack by itself: it takes the role of an environment for that',
    { who: { kind: ['build'] }, cannot: ['deploy'], on: anywhere('stack', 'service') },
  ),
  forbid('no-principal-approves-by-a-role', 'no role approves a release: people do', {
    who: { kind: ['task', 'task execution', 'build', 'pipeline', 'stack', 'function', 'service', 'assumed'] },
    cannot: ['approve'],
    on: { arn: ['arn:*:codepipeline:*'] },
    citations: INTEGRITY,
  }),
  forbid('planning-changes-nothing', 'roles that plan or look deploy nothing and write no data', {
    who: { name: ['*-plan', '*-look'] },
    cannot: ['write', 'delete', 'change a policy'],
    on: anywhere('data', 'secret', 'role', 'key'),
  }),
  forbid('releases-read-no-secret', 'roles that deploy read no secret and connect to no database and no cache', {
    who: { kind: ['assumed'] },
    cannot: ['read'],
    on: anywhere('secret', 'database', 'cache'),
  }),
];
