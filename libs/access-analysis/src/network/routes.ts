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
  /** Why it is not known whether the gateway is one of the internet, which a parameter or an import may say. */
  readonly unknown?: string;
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

/** Ids, written into a template, of what GatewayId may name besides gateways of the internet. */
const OTHER_GATEWAY = /^(?:vgw-|vpce-|local$)/;

/** The routes of some stacks, by route table. A VPC's own addresses need none. */
export function routesOf(resolvers: readonly Resolver[]): Map<string, Route[]> {
  const tables = new Map<string, Route[]>();
  const privateGateways = idsOf(resolvers, 'AWS::EC2::VPNGateway');
  const gateways = idsOf(resolvers, 'AWS::EC2::InternetGateway');
  for (const resolver of resolvers) {
    for (const { properties } of resourcesOf(resolver.stack, 'AWS::EC2::Route')) {
      const property = Object.keys(TARGETS).find((name) => properties[name] !== undefined);
      if (property === undefined) continue;
      const id = textWords(resolver.text(properties[property]));
      const cidr = resolver.literal(properties['DestinationCidrBlock'] ?? properties['DestinationIpv6CidrBlock']);
      const table = textWords(resolver.text(properties['RouteTableId']));
      const isOther = property === 'GatewayId' && (privateGateways.has(id) || OTHER_GATEWAY.test(id));
      const isKnown = property !== 'GatewayId' || gateways.has(id) || /^igw-/.test(id);
      const route: Route = {
        target: isOther ? 'other' : (TARGETS[property] ?? 'other'),
        id,
        destination: cidr === undefined ? undefined : rangeOfCidr(cidr),
        ...(isOther || isKnown ? {} : { unknown: `whether ${id} is an internet gateway is not known before deploy` }),
      };
      tables.set(table, [...(tables.get(table) ?? []), route]);
    }
  }
  return tables;
}

/** Ids of resources, in the words of those who refer to them. GatewayId names gateways of the internet and of VPNs. */
function idsOf(
  resolvers: readonly Resolver[],
  type: 'AWS::EC2::InternetGateway' | 'AWS::EC2::VPNGateway',
): Set<string> {
  const attribute = type === 'AWS::EC2::InternetGateway' ? 'InternetGatewayId' : 'VPNGatewayId';
  return new Set(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, type).flatMap(({ id }) =>
        [{ Ref: id }, { 'Fn::GetAtt': [id, attribute] }].map((value) => textWords(resolver.text(value))),
      ),
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
