import type { AccessProperty, What, Who } from '../terms';
import { forbid, INTEGRITY } from './common';

const STAGING: Who = { environment: 'nonproduction' };
const inProduction = (...types: readonly string[]): What => ({ types, environment: 'production' });

/** Buckets in which pipelines keep sources and templates between their actions. */
const ARTIFACTS: What = { types: ['bucket'], name: ['*-pipelines/*Artifacts*'] };

/** Nothing of an environment without patient data reaches one with patient data. */
export const SEPARATION: readonly AccessProperty[] = [
  forbid('staging-reads-no-production-data', 'no staging principal reads data of production', {
    who: STAGING,
    cannot: ['read'],
    on: inProduction('data'),
  }),
  forbid('staging-writes-no-production-data', 'no staging principal writes data of production', {
    who: STAGING,
    cannot: ['write'],
    on: inProduction('data'),
    citations: INTEGRITY,
  }),
  forbid('staging-deletes-nothing-in-production', 'no staging principal deletes anything of production', {
    who: STAGING,
    cannot: ['delete'],
    on: { environment: 'production' },
    citations: INTEGRITY,
  }),
  forbid('staging-reads-no-production-secret', 'no staging principal reads a secret of production', {
    who: STAGING,
    cannot: ['read'],
    on: inProduction('secret'),
  }),
  forbid('staging-uses-no-production-key', 'no staging principal decrypts with a key of production', {
    who: STAGING,
    cannot: ['decrypt'],
    on: inProduction('key'),
  }),
  forbid('staging-reads-no-production-log', 'no staging principal reads a log of production', {
    who: STAGING,
    cannot: ['read'],
    on: inProduction('log'),
  }),
  forbid('staging-deploys-nothing-to-production', 'no staging principal deploys to production', {
    who: STAGING,
    cannot: ['deploy'],
    on: inProduction('stack', 'service'),
  }),
  forbid('staging-changes-no-production-policy', 'no staging principal changes a policy of production', {
    who: STAGING,
    cannot: ['change a policy'],
    on: { environment: 'production' },
  }),
  forbid('staging-takes-no-production-role', 'no staging principal takes a role of production', {
    who: STAGING,
    cannot: ['take the role'],
    on: inProduction('role'),
  }),
  forbid('staging-passes-no-production-role', 'no staging principal passes a role of production to a service', {
    who: STAGING,
    cannot: ['pass the role'],
    on: inProduction('role'),
  }),
  forbid(
    'staging-reaches-no-production-data',
    'no staging principal gets to data of production, also not through roles that it gets to step by step',
    {
      who: STAGING,
      cannot: ['read', 'write'],
      on: { ...inProduction('data', 'secret'), not: [ARTIFACTS] },
      withSteps: true,
    },
  ),
  forbid(
    'staging-reaches-no-production-artifacts',
    "no staging principal gets to artifacts of production's pipelines, also not through roles that it gets to step by step",
    {
      who: STAGING,
      cannot: ['read', 'write'],
      on: { ...ARTIFACTS, environment: 'production' },
      withSteps: true,
      citations: INTEGRITY,
    },
  ),
  forbid('production-reads-no-staging-data', 'no production principal reads data of staging', {
    who: { environment: 'production' },
    cannot: ['read'],
    on: { types: ['data', 'secret'], environment: 'nonproduction' },
  }),
];
