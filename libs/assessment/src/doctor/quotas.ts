import { RAISABLE } from '@careplane/aws-facts';
import type { RaisableQuota } from '@careplane/aws-facts';
import type { PlatformModel } from '@careplane/config';
import type { AccountQuestions } from './account';
import { sentenceOf } from './diagnosis';
import type { Diagnosis } from './diagnosis';
import { buildSizes } from './quotas-of-builds';
import { databaseNeedsIn } from './quotas-of-databases';
import { vcpusIn } from './vcpus';

/** What the platform needs of a quota in a region. */
interface Need {
  readonly quota: RaisableQuota;
  readonly region: string;
  /** What is counted: "Elastic IP addresses". */
  readonly what: string;
  readonly needed: number;
  /** How the number comes about. */
  readonly because: string;
  readonly neededFor: string;
}

type Model = Pick<
  PlatformModel,
  'account' | 'calledServices' | 'environments' | 'locations' | 'region' | 'repository' | 'services'
>;

/**
 * The quotas that the first deploy of a platform meets in a new account, in the platform's own account. What else runs in the account is not
 * counted: AWS does not say how much of a quota is taken.
 */
export async function quotaDiagnoses(model: Model, ask: Pick<AccountQuestions, 'quota'>): Promise<Diagnosis[]> {
  const regions = model.locations.filter(({ account }) => account === model.account).map(({ region }) => region);
  const needs = [...[...new Set(regions)].flatMap((region) => needsIn(model, region)), ...buildsOf(model)];
  return Promise.all(needs.map((need) => diagnosisOf(need, ask)));
}

function needsIn(model: Model, region: string): Need[] {
  const here = model.locations.filter((place) => place.account === model.account && place.region === region);
  const vcpus = vcpusIn(model, region);
  const addresses = here.map(({ network }) => (network.natGateways === 'one' ? 1 : network.zones.length));
  return [
    {
      ...{ quota: RAISABLE.fargateVcpus, region, what: 'vCPUs of Fargate', needed: Math.ceil(vcpus.all) },
      because: `${amount(vcpus.running)} with every service at its largest, and ${amount(vcpus.all - vcpus.running)} more while a deploy starts new tasks before it stops the old`,
      neededFor: 'deploy; without it tasks stay pending and the release is rolled back',
    },
    {
      ...{ quota: RAISABLE.vpcs, region, what: 'VPCs', needed: here.length },
      because: 'the default VPC of a new account is one, too',
      neededFor: 'deploy',
    },
    {
      ...{ quota: RAISABLE.elasticIps, region, what: 'Elastic IP addresses' },
      needed: addresses.reduce((sum, each) => sum + each, 0),
      because: 'each NAT gateway has one',
      neededFor: 'deploy',
    },
    loadBalancersIn(model, region),
    ...databasesIn(model, region),
  ];
}

function loadBalancersIn({ account, calledServices, environments }: Model, region: string): Need {
  const here = environments.filter((each) => each.account === account && each.region === region).length;
  const calls = calledServices.length > 0;
  return {
    ...{ quota: RAISABLE.loadBalancers, region, what: 'Application Load Balancers' },
    needed: calls ? 2 * here : here,
    because: calls
      ? 'each environment has one for visitors, and a private one for the calls between services'
      : 'each environment has one',
    neededFor: 'deploy',
  };
}

function databasesIn(model: Model, region: string): Need[] {
  const { instances, restored, storageGiB, restoredGiB } = databaseNeedsIn(model, region);
  const neededFor = 'deploy, and the restore tests of the backups';
  return [
    {
      ...{ quota: RAISABLE.databaseInstances, region, what: 'database instances', needed: instances + restored },
      because: `${instances} run, and a restore test makes ${restored} more for some hours`,
      neededFor,
    },
    {
      ...{ quota: RAISABLE.databaseStorage, region, what: 'storage of databases in GB' },
      needed: storageGiB + restoredGiB,
      because: `${storageGiB} with every database at its maxStorageGiB, and as much in a restore test; Aurora is not counted`,
      neededFor: 'storage that grows',
    },
  ].filter(({ needed }) => needed > 0);
}

/** A build waits for another of its size; where none may run, CodeBuild refuses to start it. */
function buildsOf(model: Model): Need[] {
  return buildSizes(model).map(({ size, quota }) => ({
    ...{ quota, region: model.region, what: `${size} builds of CodeBuild that run at once`, needed: 1 },
    because: 'more builds of this size wait for each other',
    neededFor: 'the pipelines',
  }));
}

async function diagnosisOf(
  { quota, region, what, needed, because, neededFor }: Need,
  ask: Pick<AccountQuestions, 'quota'>,
): Promise<Diagnosis> {
  const about = { name: `quota of ${what} in ${region}`, neededFor };
  const { serviceCode, quotaCode } = quota;
  const codes = `--region ${region} --service-code ${serviceCode} --quota-code ${quotaCode}`;
  try {
    const most = await ask.quota(region, quota);
    if (most === undefined) {
      const found = `AWS knows no quota "${quota.name}" there; the platform needs ${needed}`;
      return { ...about, state: 'unknown', found, fix: `look under Service Quotas in the console of ${region}` };
    }
    const found = `${amount(most)}, and the platform needs ${needed} (${because})`;
    if (most >= needed) return { ...about, state: 'ok', found };
    const fix = `ask AWS for more, which can take days: aws service-quotas request-service-quota-increase ${codes} --desired-value ${needed}`;
    return { ...about, state: 'missing', found, fix };
  } catch (error) {
    const fix = `with a role that may call servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota: aws service-quotas get-service-quota ${codes}`;
    return { ...about, state: 'unknown', found: sentenceOf(error), fix };
  }
}

/** Tasks can have a quarter of a vCPU. */
function amount(value: number): string {
  return String(Number(value.toFixed(2)));
}
