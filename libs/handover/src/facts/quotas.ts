import { QUOTAS } from '@careplane/aws-facts';
import type { Quota } from '@careplane/aws-facts';
import type { ContainerService, Service } from '@careplane/config';
import type { HandoverFacts } from './facts';

/** How much of a quota a platform takes, at the place where it takes the most. */
export interface QuotaUse {
  readonly what: string;
  /** Region, stack, environment or database; the account for a quota of all regions. */
  readonly where: string;
  readonly used: number;
  readonly quota: Quota;
}

type Counts = readonly (readonly [where: string, used: number])[];

/** Types that are counted in the templates of each region. */
const BY_REGION: readonly (readonly [type: string, what: string, quota: Quota])[] = [
  ['AWS::EC2::VPC', 'VPCs', QUOTAS.vpcs],
  ['AWS::EC2::EIP', 'elastic IP addresses', QUOTAS.elasticIps],
  ['AWS::RDS::DBInstance', 'database instances', QUOTAS.databaseInstances],
  ['AWS::Logs::ResourcePolicy', 'resource policies of CloudWatch Logs', QUOTAS.logResourcePolicies],
  ['AWS::Events::Rule', 'rules of the event bus', QUOTAS.eventRules],
];

/** Types that are counted in all templates. */
const OF_ACCOUNT: readonly (readonly [type: string, what: string, quota: Quota])[] = [
  ['AWS::IAM::Role', 'roles', QUOTAS.roles],
  ['AWS::IAM::ManagedPolicy', 'managed policies', QUOTAS.managedPolicies],
];

const CPU_UNITS_OF_A_VCPU = 1024;

/** The quotas that the platform takes a part of, the nearest first. */
export function quotaUses(facts: HandoverFacts): QuotaUse[] {
  const { input, resources, ofStack, environments } = facts;
  const regionsOf = (type: string) => resources.filter((each) => each.type === type).map(({ region }) => region);
  const routes = environments.map(({ name }) => [name, routesIn(facts, name)] as const);
  const web = input.model.services.filter((service) => environments.some(({ name }) => isRouted(service, name))).length;
  const calls = containers(facts).flatMap((service) => service.calls);
  return [
    most(
      'resources of a stack',
      QUOTAS.resourcesOfStack,
      [...ofStack].map(([stack, own]) => [stack, own.length]),
    ),
    most('stacks', QUOTAS.stacks, countsOf(input.evidence.stacks.map(({ region }) => region))),
    ...BY_REGION.map(([type, what, quota]) => most(what, quota, countsOf(regionsOf(type)))),
    ...OF_ACCOUNT.map(([type, what, quota]) => most(what, quota, [['account', regionsOf(type).length]])),
    most('vCPUs of Fargate, with every task that scaling may start', QUOTAS.fargateVcpus, vcpusOf(facts)),
    most('rules of a load balancer', QUOTAS.listenerRules, routes),
    // One outbound rule keeps the group from allowing everything; each web service adds one.
    most('outbound rules of a load balancer’s security group', QUOTAS.securityGroupRules, [
      ['each environment', web === 0 ? 0 : web + 1],
    ]),
    most('listeners of the private load balancer', QUOTAS.listeners, [
      ['each environment', input.model.calledServices.length],
    ]),
    most('inbound rules of the private load balancer’s security group', QUOTAS.securityGroupRules, [
      ['each environment', calls.length],
    ]),
    most('inbound rules of a database’s security group', QUOTAS.securityGroupRules, databaseRules(facts)),
  ]
    .filter(({ used }) => used > 0)
    .sort((a, b) => shareOf(b) - shareOf(a));
}

/** Part of a quota that is taken; above 1 where AWS has to raise it first. */
export function shareOf({ used, quota }: QuotaUse): number {
  return used / quota.most;
}

function most(what: string, quota: Quota, counts: Counts): QuotaUse {
  const [where, used] = counts.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  return { what, quota, where, used };
}

function countsOf(keys: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
}

function containers({ input }: HandoverFacts): ContainerService[] {
  return input.model.services.filter((service): service is ContainerService => service.kind !== 'static');
}

function isRouted(service: Service, environment: string): boolean {
  return (
    service.kind === 'web' &&
    service.deployments.some((each) => each.environment === environment && each.routes.length > 0)
  );
}

function routesIn({ input }: HandoverFacts, environment: string): number {
  const own = (service: Service) =>
    service.kind === 'web' ? service.deployments.filter((each) => each.environment === environment) : [];
  return input.model.services.flatMap(own).reduce((sum, { routes }) => sum + routes.length, 0);
}

/** In each region, with every service at its largest number of tasks and every job at work. */
function vcpusOf(facts: HandoverFacts): Counts {
  return [...new Set(facts.environments.map(({ region }) => region))].map((region) => {
    const here = new Set(facts.environments.filter((each) => each.region === region).map(({ name }) => name));
    const units = containers(facts).flatMap((service) =>
      service.deployments
        .filter(({ environment }) => here.has(environment))
        .map((deployment) => deployment.cpu * ('scaling' in deployment ? mostTasks(deployment.scaling) : 1)),
    );
    return [region, units.reduce((sum, each) => sum + each, 0) / CPU_UNITS_OF_A_VCPU] as const;
  });
}

function mostTasks({ max, schedule }: { readonly max: number; readonly schedule: readonly { max: number }[] }): number {
  return Math.max(max, ...schedule.map((change) => change.max));
}

/** Each service that uses a database adds a rule to its security group. */
function databaseRules(facts: HandoverFacts): Counts {
  return countsOf(
    containers(facts).flatMap(({ database, databases }) => [...(database ? ['the first database'] : []), ...databases]),
  );
}
