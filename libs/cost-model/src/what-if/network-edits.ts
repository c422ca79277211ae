import type { ResourceDeclaration, StackTemplate } from '../template/template';
import { editTemplates } from './template-edit';

type Resources = Readonly<Record<string, ResourceDeclaration>>;

/** Without all but the first public NAT gateway of each VPC, and without the addresses that only the others had. */
export function oneNat(resources: Resources): Resources {
  const vpcs = new Set<string>();
  return withoutNats(
    resources,
    publicNats(resources).filter((id) => {
      const subnet = resources[targetOf(propertiesOf(resources[id])['SubnetId']) ?? ''];
      // Subnets of another stack do not name their VPC: one VPC then.
      const vpc = JSON.stringify(propertiesOf(subnet)['VpcId'] ?? null);
      if (vpcs.has(vpc)) return true;
      vpcs.add(vpc);
      return false;
    }),
  );
}

/**
 * What a task on Fargate calls to start and to run: its image, its logs, secrets, keys and credentials. Images also need the gateway
 * endpoint of S3, which is free.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export const ENDPOINT_SERVICES = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'kms', 'sts'] as const;

/**
 * Without public NAT gateways, and with the interface endpoints that the templates do not have, each in as many zones as the
 * template has subnets with a zone of their own.
 */
export function endpointsForNats(templates: readonly StackTemplate[]): readonly StackTemplate[] {
  const existing = new Set<string>();
  editTemplates(templates, (resources) => {
    for (const resource of Object.values(resources)) {
      if (resource.Type !== 'AWS::EC2::VPCEndpoint') continue;
      const name = JSON.stringify(propertiesOf(resource)['ServiceName'] ?? '');
      for (const service of ENDPOINT_SERVICES) if (new RegExp(`[.]${service}\\W*$`).test(name)) existing.add(service);
    }
    return resources;
  });
  return editTemplates(templates, (resources) => {
    const nats = publicNats(resources);
    if (nats.length === 0) return resources;
    const subnets = Array.from({ length: zonesOf(resources, nats.length) }, (_, index) => `subnet-${index}`);
    const added = ENDPOINT_SERVICES.filter((service) => !existing.has(service)).map((service) => [
      `Endpoint${service.replace(/\W/g, '')}`,
      {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.region.${service}`,
          SubnetIds: subnets,
        },
      },
    ]);
    return { ...withoutNats(resources, nats), ...(Object.fromEntries(added) as Resources) };
  });
}

/** Zones of the subnets; where they have none, a NAT gateway stands for a zone. */
function zonesOf(resources: Resources, nats: number): number {
  const zones = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::EC2::Subnet')
    .flatMap((subnet) => {
      const zone = propertiesOf(subnet)['AvailabilityZone'];
      return zone === undefined ? [] : [JSON.stringify(zone)];
    });
  return Math.max(new Set(zones).size, nats);
}

function publicNats(resources: Resources): string[] {
  return Object.keys(resources).filter(
    (id) =>
      resources[id]?.Type === 'AWS::EC2::NatGateway' && propertiesOf(resources[id])['ConnectivityType'] !== 'private',
  );
}

function withoutNats(resources: Resources, nats: readonly string[]): Resources {
  if (nats.length === 0) return resources;
  const addresses = nats.map((id) => targetOf(propertiesOf(resources[id])['AllocationId']));
  const gone = new Set<string | undefined>([...nats, ...addresses]);
  return Object.fromEntries(Object.entries(resources).filter(([id]) => !gone.has(id)));
}

/** The resource that a Ref or Fn::GetAtt names. */
function targetOf(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = asMap(value);
  const target: unknown = Array.isArray(attribute) ? attribute[0] : (attribute ?? Ref);
  return typeof target === 'string' ? target.split('.')[0] : undefined;
}

function propertiesOf(resource: ResourceDeclaration | undefined): Readonly<Record<string, unknown>> {
  return asMap(resource?.Properties);
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
