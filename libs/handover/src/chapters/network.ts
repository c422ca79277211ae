import { counted } from '@careplane/command-line';
import { code, commands, heading, list, paragraph, tableOf } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import { networkDiagram } from '../diagram/network';
import type { HandoverFacts } from '../facts/facts';
import { ofType, physicalNameCommand } from '../facts/resources';
import type { NamedResource } from '../facts/resources';

/** The network: a picture of each environment, subnets with their routes, and every path on which data moves. */
export function network(facts: HandoverFacts): Chapter {
  const { environments, input } = facts;
  const paths = input.hops.filter(({ to }) => !to.startsWith('log '));
  return {
    id: 'network',
    title: 'Network',
    blocks: [
      ...environments.map((environment): Block => ({ kind: 'diagram', diagram: networkDiagram(facts, environment) })),
      heading('Subnets and routes'),
      tableOf('Subnets', ['subnet', 'kind', 'zone', 'addresses', 'leads to the internet'], subnetRows(facts)),
      ...outgoingAddresses(facts),
      heading('Names'),
      list(nameFacts(facts)),
      heading('If a zone fails'),
      list(zoneFacts(facts)),
      heading('If the region fails'),
      paragraph(regionFacts(facts)),
      heading('Allowed paths'),
      paragraph(
        'Each line is read from the templates. Between load balancer, tasks, databases, caches and file systems, security groups close every other path; to queues and buckets, which have addresses of AWS, the policy of the role opens each path.',
      ),
      tableOf(
        'Paths on which data moves',
        ['from', 'to', 'protocol', 'port', 'encryption', 'patient data'],
        distinct(
          paths.map(({ from, to, protocol, port, encrypted, patientData }) => [
            from,
            to,
            protocol,
            port,
            encrypted ? 'encrypted' : 'not encrypted',
            patientData ? 'yes' : 'no',
          ]),
        ),
      ),
    ],
  };
}

/** What a partner writes into its list of allowed addresses. */
function outgoingAddresses({ resources }: HandoverFacts): Block[] {
  const gateways = ofType(resources, 'AWS::EC2::NatGateway');
  if (gateways.length === 0) return [];
  return [
    heading('Outgoing addresses'),
    paragraph(
      'Connections of tasks to the internet come from the addresses of the NAT gateways. They stay the same as long as the gateways do. For the list of a partner:',
    ),
    commands(
      ...gateways.map(
        (gateway) =>
          `aws ec2 describe-nat-gateways --region ${gateway.region} --nat-gateway-ids "$(${physicalNameCommand(gateway)})" --query "NatGateways[].NatGatewayAddresses[].PublicIp" --output text`,
      ),
    ),
  ];
}

/** Who answers for the names of an environment. */
function nameFacts({ environments }: HandoverFacts): Text[] {
  return environments.map(({ name, domain, hostedZone, certificateArn }): Text => [
    `${name}: `,
    code(domain),
    hostedZone === undefined
      ? '. Its records are made by hand, and lead to the load balancer.'
      : `. Its records are in the hosted zone ${hostedZone.name} (${hostedZone.id}) of Route 53, and the templates make them.`,
    certificateArn === undefined
      ? ' AWS renews the certificate as long as its record stays.'
      : ' The certificate is one that platform.yaml names; whoever made it renews it.',
  ]);
}

function distinct(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\n'), row])).values()];
}

function subnetRows({ resources }: HandoverFacts): Text[][] {
  return ofType(resources, 'AWS::EC2::Subnet').map((subnet) => {
    const kind = tagOf(subnet, 'careplane:subnet');
    const zone = zoneOf(subnet);
    return [
      code(tagOf(subnet, 'Name')),
      kind,
      zone,
      code(String(subnet.properties['CidrBlock'])),
      routeOf(subnet, resources),
    ];
  });
}

function tagOf({ properties }: NamedResource, key: string): string {
  const tags = (properties['Tags'] ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  return tags.find(({ Key }) => Key === key)?.Value ?? '';
}

/** The letter or name of the zone; CDK joins it to the region. */
function zoneOf({ properties, region }: NamedResource): string {
  const zone = properties['AvailabilityZone'];
  if (typeof zone === 'string') return zone;
  const parts = (zone as { 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.['Fn::Join']?.[1] ?? [];
  return `${region}${parts.filter((part) => typeof part === 'string').join('')}`;
}

/** Where packets for the internet go from a subnet. */
function routeOf(subnet: NamedResource, resources: readonly NamedResource[]): string {
  const inStack = resources.filter(({ stack }) => stack === subnet.stack);
  const association = ofType(inStack, 'AWS::EC2::SubnetRouteTableAssociation').find((each) =>
    refersTo(each, 'SubnetId', subnet),
  );
  const table = ofType(inStack, 'AWS::EC2::RouteTable').find(
    (each) => association !== undefined && refersTo(association, 'RouteTableId', each),
  );
  const route = ofType(inStack, 'AWS::EC2::Route').find(
    (each) => table !== undefined && refersTo(each, 'RouteTableId', table),
  );
  if (route === undefined) return 'no';
  return route.properties['NatGatewayId'] === undefined
    ? 'directly, through the internet gateway'
    : 'outgoing connections only, through NAT';
}

function refersTo({ properties }: NamedResource, key: string, { logicalId }: NamedResource): boolean {
  return (properties[key] as { Ref?: string } | undefined)?.Ref === logicalId;
}

/** There is no switch to another region, and this says so. */
function regionFacts({ input }: HandoverFacts): string {
  const { model } = input;
  const { copyRegion } = model.backup;
  if (copyRegion === undefined)
    return `Everything of the platform is in ${model.region}, its backups too. If the region fails, the platform is down until the region is back. Set backup.copyRegion to have the backups of production in another one.`;
  return `Nothing of the platform runs outside of its regions, and nothing switches by itself. Copies of production’s backups are in ${copyRegion}. To run there, the platform has to be deployed with that region in platform.yaml, and its database restored from the copy. This was not tried. Whoever owns the recovery time objective of ${counted(model.recovery.rtoHours, 'hour')} decides whether to wait for the region instead.`;
}

/** What still works without a zone, from what the templates have. */
function zoneFacts({ environments, resources, input }: HandoverFacts): Text[] {
  const gateways = ofType(resources, 'AWS::EC2::NatGateway');
  const natZones = gateways.map((gateway) => {
    const subnet = ofType(resources, 'AWS::EC2::Subnet').find(
      (each) => each.stack === gateway.stack && refersTo(gateway, 'SubnetId', each),
    );
    return subnet === undefined ? 'an unknown zone' : zoneOf(subnet);
  });
  const zones = new Set(ofType(resources, 'AWS::EC2::Subnet').map(zoneOf));
  const outgoing =
    natZones.length < zones.size && natZones.length > 0
      ? `Outgoing connections: the NAT gateway is in ${natZones.join(', ')}. If that zone fails, no task in any zone reaches addresses on the internet until the zone is back, and new tasks cannot start if they pull images through it. Set network.natGateways to have one in each zone.`
      : 'Outgoing connections: each zone has its own way out, so the other zones are not affected.';
  return [
    ...environments.map(({ name, databases, caches }) => {
      const fewest = Math.min(
        ...input.model.services.flatMap((service) =>
          service.kind === 'scheduled' || service.kind === 'static'
            ? []
            : [service.deployments.find(({ environment }) => environment === name)?.scaling.min ?? 0],
        ),
      );
      const tasks = tasksWithoutZone(fewest);
      const stores = databases.map(({ key, multiAz }) => {
        const store = key === undefined ? 'the database' : `the database ${key}`;
        return multiAz
          ? `${store} switches to its standby in another zone`
          : `${store} has no standby: it is down until its zone is back, or until you restore a backup`;
      });
      const kept = caches.map(({ name: cache, nodes }) =>
        nodes > 1
          ? `a replica of the cache ${cache} takes over in another zone`
          : `the cache ${cache} has no replica: if its node is lost, it comes back empty`,
      );
      return `${[`${name}: ${tasks}`, ...stores, ...kept].join('; ')}.`;
    }),
    outgoing,
  ];
}

/** @param fewest tasks of a service, at the least; Infinity where no service runs all the time */
function tasksWithoutZone(fewest: number): string {
  if (fewest === Infinity) return 'no service runs all the time';
  return fewest >= 2
    ? 'every service has two tasks or more in different zones, and ECS starts the lost ones in another zone'
    : 'services with a single task are down until ECS has started it in another zone';
}
