import { assembliesOf, clinic, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';
import type { SynthesizedStack } from '@careplane/platform/testing';

interface Ingress {
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly SourceSecurityGroupId?: unknown;
  readonly SourcePrefixListId?: unknown;
  readonly IpProtocol: string;
  readonly FromPort?: unknown;
  readonly ToPort?: unknown;
}

/** Every rule that opens access, inline in a group or as a resource of its own, as a line of text. */
function ingresses(stacks: readonly SynthesizedStack[]): string[] {
  const inline = resourcesIn(stacks, 'AWS::EC2::SecurityGroup').flatMap(({ where, Properties }) =>
    ((Properties?.['SecurityGroupIngress'] ?? []) as Ingress[]).map((rule) => line(where, rule)),
  );
  const own = resourcesIn(stacks, 'AWS::EC2::SecurityGroupIngress').map(({ stack, Properties }) =>
    line(`${stack}/${name(Properties?.['GroupId'])}`, Properties as unknown as Ingress),
  );
  return [...inline, ...own].sort();
}

function line(group: string, rule: Ingress): string {
  const source = rule.CidrIp ?? rule.CidrIpv6 ?? name(rule.SourceSecurityGroupId ?? rule.SourcePrefixListId);
  return `${group.replace(/[0-9A-F]{8}$/, '')} from ${source} on ${rule.IpProtocol} ${ports(rule)}`;
}

function ports({ FromPort, ToPort }: Ingress): string {
  const [from, to] = [FromPort, ToPort].map((port) => (typeof port === 'object' ? name(port) : String(port)));
  return from === to ? `${from}` : `${from}-${to}`;
}

/** What a reference names: a group of the stack, or a parameter of the platform. */
function name(value: unknown): string {
  const reference = value as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Sub'?: string };
  const id = reference?.Ref ?? reference?.['Fn::GetAtt']?.[0];
  if (id === undefined) throw new Error(`neither an address nor a reference: ${JSON.stringify(value)}`);
  return id.replace(/[0-9A-F]{8}$/, '');
}

describe('the way from the internet to the data', () => {
  it('is internet → balancer → service → database, and nothing else, in medmo', () => {
    const stacks = stacksIn(assembliesOf(MEDMO));
    expect(ingresses(stacks)).toMatchInlineSnapshot(`
      [
        "medmo-admin-production/ServiceSecurityGroup from SsmEnvironmentsProductionLoadBalancerSecurityGroupId on tcp 8080",
        "medmo-admin-staging/ServiceSecurityGroup from SsmEnvironmentsStagingLoadBalancerSecurityGroupId on tcp 8080",
        "medmo-api-production/ServiceSecurityGroup from SsmEnvironmentsProductionLoadBalancerSecurityGroupId on tcp 8080",
        "medmo-api-production/SsmEnvironmentsProductionDatabaseSecurityGroupId from ServiceSecurityGroup on tcp 3306",
        "medmo-api-staging/ServiceSecurityGroup from SsmEnvironmentsStagingLoadBalancerSecurityGroupId on tcp 8080",
        "medmo-api-staging/SsmEnvironmentsStagingDatabaseSecurityGroupId from ServiceSecurityGroup on tcp 3306",
        "medmo-cluster-production/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 443",
        "medmo-cluster-production/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 80",
        "medmo-cluster-staging/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 443",
        "medmo-cluster-staging/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 80",
        "medmo-frontend-production/ServiceSecurityGroup from SsmEnvironmentsProductionLoadBalancerSecurityGroupId on tcp 8080",
        "medmo-frontend-staging/ServiceSecurityGroup from SsmEnvironmentsStagingLoadBalancerSecurityGroupId on tcp 8080",
      ]
    `);
  });

  it('has one more source where there are interface endpoints: the VPC’s own range, for HTTPS', () => {
    const found = ingresses(stacksIn(assembliesOf(clinic())));
    expect(found.filter((rule) => /from \d/.test(rule))).toMatchInlineSnapshot(`
      [
        "clinic-cluster-production/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 443",
        "clinic-cluster-production/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 80",
        "clinic-cluster-staging/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 443",
        "clinic-cluster-staging/LoadBalancerSecurityGroup from 0.0.0.0/0 on tcp 80",
        "clinic-network-444455556666-eu-central-1/EndpointsSecurityGroup from 10.41.0.0/16 on tcp 443",
        "clinic-network/EndpointsSecurityGroup from 10.40.0.0/16 on tcp 443",
      ]
    `);
  });

  it.each([
    ['medmo', () => MEDMO],
    ['clinic', clinic],
  ])('begins with a database in %s without access', (_, folder) => {
    const groups = resourcesIn(stacksIn(assembliesOf(folder())), 'AWS::EC2::SecurityGroup').filter(({ stack }) =>
      stack.includes('-data-'),
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const { where, Properties } of groups) {
      expect({ where, ingress: Properties?.['SecurityGroupIngress'] }).toEqual({ where, ingress: undefined });
    }
  });

  it('ends at the service: a task’s way out is named too', () => {
    const stacks = stacksIn(assembliesOf(MEDMO));
    const groups = resourcesIn(stacks, 'AWS::EC2::SecurityGroup');
    const open = groups.filter(({ Properties }) =>
      ((Properties?.['SecurityGroupEgress'] ?? [{ IpProtocol: '-1' }]) as Ingress[]).some(
        ({ IpProtocol }) => IpProtocol === '-1',
      ),
    );
    expect(open.map(({ where }) => where)).toEqual([]);
  });
});
