import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { resourcesOf } from '../template/stack';
import { covers, publicPartsOf } from './addresses';
import { overlap, rangeOfCidr } from './cidr';
import type { AddressRange } from './cidr';

/** What a route leads to. */
export type RouteTarget =
  'internet gateway' | 'NAT gateway' | 'egress-only gateway' | 'peering' | 'transit gateway' | 'other';

export interface Route {
  readonly target: RouteTarget;
  /** Id of the target. */
  readonly id: string;
  /** undefined: a prefix list, or not known before deploy. */
  readonly destination: AddressRange | undefined;
}

/** Properties of AWS::EC2::Route that name the target. */
const TARGETS: Readonly<Record<string, RouteTarget>> = {
  GatewayId: 'internet gateway',
  NatGatewayId: 'NAT gateway',
  EgressOnlyInternetGatewayId: 'egress-only gateway',
  VpcPeeringConnectionId: 'peering',
  TransitGatewayId: 'transit gateway',
  InstanceId: 'other',
  NetworkInterfaceId: 'other',
  LocalGatewayId: 'other',
  CarrierGatewayId: 'other',
  CoreNetworkArn: 'other',
  VpcEndpointId: 'other',
};

/** The routes of some stacks, by route table. A VPC's own addresses need none. */
export function routesOf(resolvers: readonly Resolver[]): Map<string, Route[]> {
  const tables = new Map<string, Route[]>();
  const privateGateways = vpnGatewaysOf(resolvers);
  for (const resolver of resolvers) {
    for (const { properties } of resourcesOf(resolver.stack, 'AWS::EC2::Route')) {
      const property = Object.keys(TARGETS).find((name) => properties[name] !== undefined);
      if (property === undefined) continue;
      const id = textWords(resolver.text(properties[property]));
      const cidr = resolver.literal(properties['DestinationCidrBlock'] ?? properties['DestinationIpv6CidrBlock']);
      const table = textWords(resolver.text(properties['RouteTableId']));
      const route: Route = {
        target: privateGateways.has(id) ? 'other' : (TARGETS[property] ?? 'other'),
        id,
        destination: cidr === undefined ? undefined : rangeOfCidr(cidr),
      };
      tables.set(table, [...(tables.get(table) ?? []), route]);
    }
  }
  return tables;
}

/** GatewayId also names gateways of VPNs. */
function vpnGatewaysOf(resolvers: readonly Resolver[]): Set<string> {
  return new Set(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::EC2::VPNGateway').map(({ id }) => textWords(resolver.text({ Ref: id }))),
    ),
  );
}

/** Whether a route leads to hosts of the internet. */
export function leadsOutside({ destination }: Route): boolean {
  return destination !== undefined && publicPartsOf(destination).length > 0;
}

/** Whether a route leads to some of these addresses. */
export function leadsTo({ destination }: Route, range: AddressRange | undefined): boolean {
  return destination !== undefined && range !== undefined && overlap(destination, range);
}

/** Whether packets to some addresses take a route: of those that lead there, the most specific one (Amazon VPC User Guide, "Route priority"). */
export function isTaken({ destination }: Route, routes: readonly Route[], range: AddressRange): boolean {
  if (destination === undefined || !covers(destination, range)) return false;
  return !routes.some(
    (other) =>
      other.destination !== undefined &&
      covers(other.destination, range) &&
      covers(destination, other.destination) &&
      !covers(other.destination, destination),
  );
}
