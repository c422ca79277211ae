import { RAISABLE, RAISABLE_BUILDS } from '@careplane/aws-facts';
import type { RaisableQuota } from '@careplane/aws-facts';
import { quotaDiagnoses } from './quotas';
import { vcpusIn } from './vcpus';

type Model = Parameters<typeof quotaDiagnoses>[0];

const web = (cpu: number, max: number, more: object = {}) => ({
  ...{ kind: 'web', architecture: 'x86_64', singleton: false, source: { path: '.' }, image: { buildSize: 'large' } },
  deployments: ['staging', 'production', 'clinic'].map((environment) => ({
    ...{ environment, cpu, scaling: { max, schedule: [{ max: 1 }] } },
  })),
  ...more,
});

const MYSQL = { engine: 'mysql', multiAz: true, storageGiB: 50, maxStorageGiB: 500 };
const AURORA = { engine: 'aurora-postgresql', multiAz: true, ioOptimized: false };

const ACME = {
  account: '111122223333',
  region: 'us-east-2',
  repository: { buildSize: 'medium' },
  environments: [
    { name: 'staging', account: '111122223333', region: 'us-east-2', databases: [MYSQL] },
    { name: 'production', account: '111122223333', region: 'us-east-2', databases: [MYSQL, AURORA] },
    { name: 'clinic', account: '444455556666', region: 'us-east-2', databases: [MYSQL] },
  ],
  locations: [
    { account: '111122223333', region: 'us-east-2', network: { natGateways: 'per-zone', zones: ['a', 'b', 'c'] } },
    { account: '444455556666', region: 'us-east-2', network: { natGateways: 'one', zones: ['a', 'b'] } },
  ],
  services: [web(512, 4)],
  calledServices: [],
} as unknown as Model;

/** What a new account has. */
const NEW: Readonly<Record<string, number>> = {
  [RAISABLE.fargateVcpus.quotaCode]: 6,
  [RAISABLE.vpcs.quotaCode]: 5,
  [RAISABLE.elasticIps.quotaCode]: 5,
  [RAISABLE.loadBalancers.quotaCode]: 50,
  [RAISABLE.databaseInstances.quotaCode]: 5,
  [RAISABLE.databaseStorage.quotaCode]: 1000,
  [RAISABLE_BUILDS.small.quotaCode]: 1,
  [RAISABLE_BUILDS.medium.quotaCode]: 1,
  [RAISABLE_BUILDS.large.quotaCode]: 0,
};
const has =
  (quotas: Readonly<Record<string, number>>) =>
  (_: string, { quotaCode }: RaisableQuota) =>
    Promise.resolve(quotas[quotaCode]);

test('a new account: what is too little, with the numbers and the command that asks for more', async () => {
  const found = await quotaDiagnoses(ACME, { quota: has(NEW) });
  expect(found.map(({ name, state }) => `${state}: ${name}`)).toEqual([
    'missing: quota of vCPUs of Fargate in us-east-2',
    'ok: quota of VPCs in us-east-2',
    'ok: quota of Elastic IP addresses in us-east-2',
    'ok: quota of Application Load Balancers in us-east-2',
    'missing: quota of database instances in us-east-2',
    'missing: quota of storage of databases in GB in us-east-2',
    'ok: quota of small builds of CodeBuild that run at once in us-east-2',
    'ok: quota of medium builds of CodeBuild that run at once in us-east-2',
    'missing: quota of large builds of CodeBuild that run at once in us-east-2',
  ]);
  expect(found[0]).toMatchObject({
    found:
      '6, and the platform needs 8 (4 with every service at its largest, and 4 more while a deploy starts new tasks before it stops the old)',
    fix: 'ask AWS for more, which can take days: aws service-quotas request-service-quota-increase --region us-east-2 --service-code fargate --quota-code L-3032A538 --desired-value 8',
  });
  expect(found.slice(2, 6).map((each) => each.found)).toEqual([
    '5, and the platform needs 3 (each NAT gateway has one)',
    '50, and the platform needs 2 (each environment has one)',
    '5, and the platform needs 6 (4 run, and a restore test makes 2 more for some hours)',
    '1000, and the platform needs 2000 (1000 with every database at its maxStorageGiB, and as much in a restore test; Aurora is not counted)',
  ]);
});

test('an account that has as much as is needed is ready, and one with a little less is not', async () => {
  const state = async (vcpus: number) =>
    (await quotaDiagnoses(ACME, { quota: has({ ...NEW, [RAISABLE.fargateVcpus.quotaCode]: vcpus }) }))[0]?.state;
  expect([await state(8), await state(7.75)]).toEqual(['ok', 'missing']);
});

test('without the permission, and for a quota that AWS does not know there, the state is unknown', async () => {
  const denied = await quotaDiagnoses(ACME, { quota: () => Promise.reject(new Error('not authorized')) });
  expect(new Set(denied.map(({ state }) => state))).toEqual(new Set(['unknown']));
  expect(denied[0]).toMatchObject({
    found: 'not authorized',
    fix: expect.stringContaining('servicequotas:GetServiceQuota') as string,
  });
  const none = await quotaDiagnoses(ACME, { quota: () => Promise.resolve(undefined) });
  expect(none[0]).toMatchObject({
    state: 'unknown',
    found: 'AWS knows no quota "Fargate On-Demand vCPU resource count" there; the platform needs 8',
  });
});

describe('vCPUs of Fargate', () => {
  const of = (...services: object[]) =>
    vcpusIn({ ...ACME, services: services as unknown as Model['services'] }, 'us-east-2');

  it.each([
    ['a service, in the environments of this account', [web(1024, 3)], { running: 6, all: 12 }],
    [
      'a schedule that lets more tasks run',
      [
        web(1024, 1, {
          deployments: [{ environment: 'staging', cpu: 1024, scaling: { max: 1, schedule: [{ max: 5 }] } }],
        }),
      ],
      { running: 5, all: 10 },
    ],
    ['a singleton, which is stopped before the next', [web(1024, 1, { singleton: true })], { running: 2, all: 2 }],
    [
      'a job',
      [{ kind: 'scheduled', deployments: [{ environment: 'staging', cpu: 256 }] }],
      { running: 0.25, all: 0.25 },
    ],
    ['a static site', [{ kind: 'static', deployments: [] }], { running: 0, all: 0 }],
  ])('%s', (_, services, expected) => expect(of(...services)).toEqual(expected));
});

test('services that call each other have a private load balancer in each environment', async () => {
  const model = { ...ACME, calledServices: [{}] } as unknown as Model;
  const found = await quotaDiagnoses(model, { quota: has(NEW) });
  expect(found.find(({ name }) => name.includes('Load Balancers'))?.found).toMatch(/^50, and the platform needs 4 \(/);
});

test('a platform without databases asks for none', async () => {
  const environments = ACME.environments.map((each) => ({ ...each, databases: [] }));
  const found = await quotaDiagnoses({ ...ACME, environments }, { quota: has(NEW) });
  expect(found.filter(({ name }) => name.includes('database'))).toEqual([]);
});

test('a platform without pipelines asks for no builds', async () => {
  const { repository: _, ...model } = ACME as Model & { repository?: unknown };
  const found = await quotaDiagnoses(model as Model, { quota: has(NEW) });
  expect(found.filter(({ name }) => name.includes('CodeBuild'))).toEqual([]);
});
