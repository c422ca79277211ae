import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTarget } from './target';
import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import type { SynthesizedStack } from './testing/assemblies';
import { ward } from './testing/folders';

let stacks: SynthesizedStack[];
let ports: Readonly<Record<string, number>>;

beforeAll(() => {
  const folder = ward();
  stacks = stacksIn(assembliesOf(folder));
  const { calledServices } = loadTarget(folder, {}).model;
  ports = Object.fromEntries(calledServices.map(({ name, port }) => [name, port]));
});

const inStack = (stack: string, type: string) => resourcesIn(stacks, type).filter((each) => each.stack === stack);
const propertiesOf = (stack: string, type: string) => inStack(stack, type).map(({ Properties }) => Properties ?? {});
const portsOf = (stack: string, direction: 'Ingress' | 'Egress', groupId: unknown) =>
  propertiesOf(stack, `AWS::EC2::SecurityGroup${direction}`)
    .filter(({ GroupId }) => JSON.stringify(GroupId) === JSON.stringify(groupId))
    .map(({ FromPort }) => FromPort)
    .sort();

const INTERNAL_GROUP = { Ref: 'SsmEnvironmentsProductionInternalLoadBalancerSecurityGroupId' };
const PUBLIC_GROUP = { Ref: 'SsmEnvironmentsProductionLoadBalancerSecurityGroupId' };

describe('a platform whose services call each other', () => {
  it('has a private load balancer beside the public one, guarded like it, in private subnets', () => {
    const [open] = propertiesOf('ward-cluster-production', 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const [inner] = propertiesOf('ward-calls-production', 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect([open?.['Scheme'], inner?.['Scheme']]).toEqual(['internet-facing', 'internal']);
    const guards = (properties: typeof open) =>
      JSON.stringify(properties?.['LoadBalancerAttributes']).replace(/"Ref":"[^"]*"/g, '');
    expect(guards(inner)).toBe(guards(open));
    expect(JSON.stringify(inner?.['Subnets'])).toContain('PrivateSubnet');
    expect(JSON.stringify(inner?.['Subnets'])).not.toContain('PublicSubnet');
    const [group] = propertiesOf('ward-calls-production', 'AWS::EC2::SecurityGroup');
    expect(group?.['SecurityGroupIngress']).toBeUndefined();
  });

  it('has names and a certificate for it below internal.<domain>, or leaves both to people', () => {
    const certificates = (stack: string) =>
      propertiesOf(stack, 'AWS::CertificateManager::Certificate').map(({ DomainName }) => DomainName);
    const names = (stack: string) => propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ Name }) => Name);
    expect(certificates('ward-calls-production')).toEqual(['*.internal.ward.example']);
    expect(names('ward-calls-production')).toEqual(['*.internal.ward.example.']);
    expect(certificates('ward-calls-staging')).toEqual([]);
    expect(names('ward-calls-staging')).toEqual([]);
    expect(inStack('ward-calls-staging', 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toHaveLength(1);
  });

  it('has it in a stack of its own: that of the cluster is as without calls, and the stack leaves with the last called service', () => {
    const folder = ward();
    const file = join(folder, 'platform.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^calledServices:.*$/m, ''));
    for (const name of ['desk', 'api', 'rounds', 'census', 'records']) {
      const path = join(folder, name, 'service.yaml');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/^(?:calls|routes): .*$/gm, ''));
    }
    rmSync(join(folder, 'records'), { recursive: true });
    rmSync(join(folder, 'api'), { recursive: true });
    const without = stacksIn(assembliesOf(folder));
    const own = (all: readonly SynthesizedStack[]) => all.filter(({ unit }) => unit === 'ward');
    const named = (all: readonly SynthesizedStack[]) => own(all).map(({ stack }) => stack);
    expect(named(stacks).filter((name) => !named(without).includes(name))).toEqual([
      'ward-calls-production',
      'ward-calls-staging',
    ]);
    expect(own(stacks).filter(({ stack }) => !stack.includes('-calls-'))).toEqual(own(without));
  });

  it('gives a called service a listener at its own port, with the TLS policy of the public one', () => {
    const [listener] = propertiesOf('ward-records-production', 'AWS::ElasticLoadBalancingV2::Listener');
    const [open] = propertiesOf('ward-cluster-production', 'AWS::ElasticLoadBalancingV2::Listener');
    expect(listener).toMatchObject({ Port: 31_000, Protocol: 'HTTPS', SslPolicy: open?.['SslPolicy'] });
    // No condition on the host: a client sends the port with it, which a pattern cannot have.
    expect(listener?.['DefaultActions']).toEqual([
      { Type: 'forward', TargetGroupArn: { Ref: expect.stringMatching(/^CallsTargetGroup/) as string } },
    ]);
    expect(inStack('ward-records-production', 'AWS::ElasticLoadBalancingV2::ListenerRule')).toEqual([]);
    expect(inStack('ward-api-production', 'AWS::ElasticLoadBalancingV2::ListenerRule')).toHaveLength(1);
  });

  it('registers the tasks with a target group for each way, and rolls back on the alarms of both', () => {
    const service = (name: string) => propertiesOf(`ward-${name}-production`, 'AWS::ECS::Service')[0] ?? {};
    const counts = (name: string) => {
      const { LoadBalancers, DeploymentConfiguration } = service(name) as {
        LoadBalancers?: unknown[];
        DeploymentConfiguration: { Alarms: { AlarmNames: unknown[] } };
      };
      return [LoadBalancers?.length, DeploymentConfiguration.Alarms.AlarmNames.length];
    };
    expect(['desk', 'api', 'records'].map(counts)).toEqual([
      [1, 2],
      [2, 4],
      [1, 2],
    ]);
    expect(service('records')['HealthCheckGracePeriodSeconds']).toBe(60);
    const groups = propertiesOf('ward-api-production', 'AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(groups).toHaveLength(2);
    expect(groups[1]).toEqual(groups[0]);
  });

  it('opens the balancer towards the tasks of called services alone', () => {
    const outwards = ['desk', 'api', 'records', 'rounds', 'census', 'stranger'].map((name) => [
      ...portsOf(`ward-${name}-production`, 'Egress', INTERNAL_GROUP),
      ...portsOf(`ward-${name}-production`, 'Egress', PUBLIC_GROUP),
    ]);
    expect(outwards).toEqual([[8080], [8080, 8080], [9443], [], [], []]);
  });

  it('lets each caller in at the ports of the services that it calls, and no one else', () => {
    const inwards = ['desk', 'api', 'records', 'rounds', 'census', 'stranger'].map((name) =>
      portsOf(`ward-${name}-production`, 'Ingress', INTERNAL_GROUP),
    );
    const { api, records } = ports;
    expect(inwards).toEqual([[api], [records], [], [api, records].sort(), [records], []]);
    const ranges = resourcesIn(stacks, 'AWS::EC2::SecurityGroupIngress').map(
      ({ Properties }) => Properties?.['CidrIp'],
    );
    expect(ranges.filter((range) => range !== undefined)).toEqual([]);
  });

  it('tells each caller the address, by name and port, and lets either be deployed first', () => {
    const variables = JSON.stringify(propertiesOf('ward-rounds-production', 'AWS::ECS::TaskDefinition'));
    expect(variables).toContain(
      `{"Name":"SERVICE_API_URL","Value":"https://api.internal.ward.example:${ports['api']}"}`,
    );
    expect(variables).toContain('{"Name":"SERVICE_RECORDS_URL","Value":"https://records.internal.ward.example:31000"}');
    const [rounds] = stacks.filter(({ stack }) => stack === 'ward-rounds-production');
    const read = Object.values(rounds?.template.Parameters ?? {}).flatMap(({ Default }) => Default ?? []);
    expect(read.filter((name) => /api|records/.test(name))).toEqual([]);
  });

  it('is the same for a service that is synthesized alone', () => {
    const folder = ward();
    const alone = stacksIn(assembliesOf(join(folder, 'api')));
    expect(alone.map(({ stack }) => stack)).toContain('ward-api-production');
    expect(alone).toEqual(stacks.filter(({ unit }) => unit === 'ward-api'));
  });
});
