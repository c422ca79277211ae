// Services call each other: the names, the private load balancer, and who is let in.
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { IpPermission } from '@aws-sdk/client-ec2';
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { access } from './deployed';
import { CODES_PORT } from './sources';

const ZONE = 'Z08412345ABCDEFGHIJKL';
const NAMES = '*.internal.staging.medmo.example.';

/** The private load balancer of staging, and what it listens to; undefined where there is none. */
export async function internalBalancer(world: World): Promise<(LoadBalancer & { listeners: Listener[] }) | undefined> {
  const [LoadBalancerArn] = await physicalIds(
    world,
    'medmo-calls-staging',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
  );
  if (LoadBalancerArn === undefined) return undefined;
  const client = new ElasticLoadBalancingV2Client(access(world));
  const { LoadBalancers = [] } = await client.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }),
  );
  const { Listeners: listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
  return LoadBalancers[0] && { ...LoadBalancers[0], listeners };
}

/** The targets of a listener that get requests. */
export async function healthyTargets(world: World, listener: Listener | undefined): Promise<number> {
  const TargetGroupArn = listener?.DefaultActions?.[0]?.TargetGroupArn;
  if (TargetGroupArn === undefined) return 0;
  const { TargetHealthDescriptions = [] } = await new ElasticLoadBalancingV2Client(access(world)).send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
}

/** Where the names of called services lead, as Route 53 has it; undefined where it has no such record. */
export async function namesLeadTo(world: World): Promise<string | undefined> {
  const { ResourceRecordSets = [] } = await new Route53Client(access(world)).send(
    new ListResourceRecordSetsCommand({ HostedZoneId: ZONE }),
  );
  // Route 53 writes the asterisk as an escape.
  const found = ResourceRecordSets.find(({ Name }) => Name?.replace('\\052', '*') === NAMES);
  return found?.AliasTarget?.DNSName?.replace(/\.$/, '');
}

/** From the variable of the caller to the tasks of the called service, and to nobody else's. */
export async function callsAreLed(world: World): Promise<void> {
  const balancer = await internalBalancer(world);
  const leads = await namesLeadTo(world);
  report(
    'the names of called services lead to the private load balancer, which has no public address',
    balancer?.Scheme === 'internal' && leads?.toLowerCase() === `dualstack.${balancer.DNSName}`.toLowerCase(),
    `${leads}, ${JSON.stringify(balancer)}`,
  );
  const codes = balancer?.listeners.find(({ Port }) => Port === CODES_PORT);
  report(
    'the codes have a listener with TLS, and their task behind it is healthy',
    codes?.Protocol === 'HTTPS' && codes.Certificates?.length === 1 && (await healthyTargets(world, codes)) === 1,
    JSON.stringify(balancer?.listeners),
  );
  const variables = await variablesOf(world, 'medmo-api-staging');
  report(
    'the caller is told the address',
    variables['SERVICE_CODES_URL'] === `https://codes.internal.staging.medmo.example:${CODES_PORT}`,
    JSON.stringify(variables),
  );
  const groups = async (service: string) => physicalIds(world, `medmo-${service}-staging`, 'AWS::EC2::SecurityGroup');
  const { SecurityGroups = [] } = await new EC2Client(access(world)).send(
    new DescribeSecurityGroupsCommand({ GroupIds: balancer?.SecurityGroups ?? [] }),
  );
  const [group] = SecurityGroups;
  const letsIn = whoGetsIn(group?.IpPermissions);
  const apiPort = balancer?.listeners.find(({ Port }) => Port !== CODES_PORT)?.Port;
  report(
    'its security group lets in each caller at the port that it calls, and no one else',
    JSON.stringify(letsIn) ===
      JSON.stringify(
        Object.fromEntries(
          [
            [CODES_PORT, await groups('api')],
            [apiPort, await groups('nightly')],
          ].sort(([a], [b]) => Number(a) - Number(b)),
        ),
      ),
    JSON.stringify([group?.IpPermissions, await groups('api'), await groups('nightly')]),
  );
  proved(world, 'only-the-api-calls-the-codes', true);
  proved(world, 'the-internet-does-not-get-to-the-codes', true);
  proved(world, 'the-api-does-not-call-the-codes', false);
}

/** The network as careplane prove decides it. */
function proved(world: World, property: string, holds: boolean): void {
  const ran = world.careplane(['prove', 'apps/medmo', '--property', property]);
  report(
    `prove: ${property} ${holds ? 'holds' : 'does not hold, and the witness has the port'}`,
    holds
      ? ran.status === 0 && /proved/.test(ran.stdout)
      : ran.status === 1 && ran.stdout.includes(`${CODES_PORT}`) && ran.stdout.includes('medmo-codes-staging'),
    `exit ${ran.status}\n${ran.stdout}${ran.stderr}`,
  );
}

/** Groups that a group lets in, by port; a range of addresses is one of them. */
function whoGetsIn(permissions: readonly IpPermission[] = []): Record<string, string[]> {
  const found = permissions.map(({ FromPort, UserIdGroupPairs = [], IpRanges = [] }) => [
    String(FromPort),
    [...UserIdGroupPairs.map(({ GroupId = '' }) => GroupId), ...IpRanges.map(({ CidrIp = '' }) => CidrIp)],
  ]);
  return Object.fromEntries(found) as Record<string, string[]>;
}

async function variablesOf(world: World, service: string): Promise<Record<string, string>> {
  const taskDefinition = world.look().services.find(({ name }) => name.includes(service))?.taskDefinition;
  const { taskDefinition: found } = await new ECSClient(access(world)).send(
    new DescribeTaskDefinitionCommand({ taskDefinition }),
  );
  const pairs = found?.containerDefinitions?.[0]?.environment ?? [];
  return Object.fromEntries(pairs.map(({ name = '', value = '' }) => [name, value]));
}

async function physicalIds(world: World, StackName: string, type: string): Promise<string[]> {
  try {
    const { StackResources = [] } = await world.cloudFormation().send(new DescribeStackResourcesCommand({ StackName }));
    return StackResources.filter(({ ResourceType }) => ResourceType === type).flatMap(
      ({ PhysicalResourceId }) => PhysicalResourceId ?? [],
    );
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return [];
    throw error;
  }
}
