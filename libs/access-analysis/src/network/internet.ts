import { answersThroughAcl, rangesOf, throughAcl } from './acls';
import { partsBy, publicPartsOf } from './addresses';
import type { AddressRange } from './cidr';
import type { NetworkEnd } from './end';
import { allOf, CLOSED, letting, oneOf, OPEN, perhaps } from './passage';
import type { Passage } from './passage';
import { isTaken, leadsOutside } from './routes';
import type { Route } from './routes';
import type { GroupRule, SecurityGroup } from './security-groups';
import type { Subnet } from './subnets';
import { throughGroups } from './through-groups';

/** What decides about connections, besides the ends. */
export interface NetworkFacts {
  readonly groups: ReadonlyMap<string, SecurityGroup>;
  /** Subnets by id: NAT gateways are in one. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Subnet of each NAT gateway, by the gateway's id. */
  readonly natSubnets: ReadonlyMap<string, string>;
}

/** From hosts of the internet to an end with a public address. */
export function inwards(to: NetworkEnd, { groups }: NetworkFacts): Passage {
  if (to.isPublic === false) return CLOSED;
  const through = (subnet?: Subnet, route?: Route) =>
    throughGroups(to, 'ingress', (rule) => meetsInternet(rule, wayOf([subnet], route, true)), groups);
  const ways = to.subnets.flatMap((subnet) => {
    const routes = gatewayRoutes(subnet);
    if (routes.length > 0) return routes.map((route) => byGateway(through(subnet, route), [route]));
    if (subnet.unknownRoutes !== undefined) return [perhaps(through(), subnet.unknownRoutes)];
    const open = subnet.routes.find(
      ({ target, destination }) => target === 'internet gateway' && destination === undefined,
    );
    return open === undefined ? [] : [perhaps(through(), `where the route to ${open.id} leads is not known`)];
  });
  const [reason] = to.unknownSubnets;
  const somewhere = reason === undefined ? [] : [perhaps(through(), reason)];
  const passage = allOf([oneOf([...ways, ...somewhere]), letting(to.listens)]);
  return to.isPublic === undefined
    ? perhaps(passage, `whether ${to.name} has a public address is not known before deploy`)
    : passage;
}

/** A passage through the gateway of one of these routes: perhaps, if it is not known of any that it is an internet gateway. */
function byGateway(passage: Passage, routes: readonly Route[]): Passage {
  const [reason] = routes.every((route) => route.unknown !== undefined) ? routes.map((route) => route.unknown) : [];
  return reason === undefined ? passage : perhaps(passage, reason);
}

function gatewayRoutes({ routes }: Subnet): Route[] {
  return routes.filter((route) => route.target === 'internet gateway' && leadsOutside(route));
}

/** From an end to hosts of the internet: with an address of its own, or behind a NAT gateway. */
export function outwards(from: NetworkEnd, facts: NetworkFacts): Passage {
  const ways = from.subnets.flatMap((subnet) => {
    const known = subnet.routes.filter(leadsOutside).map((route) => passageOutside(from, subnet, route, facts));
    if (subnet.unknownRoutes === undefined) return known;
    const through = throughGroups(from, 'egress', (rule) => meetsInternet(rule), facts.groups);
    return [...known, perhaps(through, subnet.unknownRoutes)];
  });
  const [reason] = from.unknownSubnets;
  const somewhere =
    reason === undefined
      ? []
      : [
          perhaps(
            throughGroups(from, 'egress', (rule) => meetsInternet(rule), facts.groups),
            reason,
          ),
        ];
  return oneOf([...ways, ...somewhere]);
}

function passageOutside(from: NetworkEnd, subnet: Subnet, route: Route, facts: NetworkFacts): Passage {
  const through = (...subnets: readonly Subnet[]) =>
    throughGroups(from, 'egress', (rule) => meetsInternet(rule, wayOf(subnets, route, false)), facts.groups);
  if (route.target === 'egress-only gateway') return through(subnet);
  if (route.target === 'internet gateway') {
    if (from.isPublic === undefined)
      return perhaps(through(subnet), `whether ${from.name} has a public address is not known`);
    return from.isPublic || subnet.hasIpv6 ? byGateway(through(subnet), [route]) : CLOSED;
  }
  if (route.target !== 'NAT gateway')
    return perhaps(through(subnet), `${route.id} leads to a network that is in no template`);
  const nat = facts.subnets.get(facts.natSubnets.get(route.id) ?? '');
  if (nat === undefined) return perhaps(through(subnet), `the subnet of ${route.id} is in no template`);
  const gateways = gatewayRoutes(nat);
  if (gateways.length === 0) return CLOSED;
  if (nat.id === subnet.id) return byGateway(through(subnet), gateways);
  return byGateway(allOf([through(subnet, nat), toGateway(subnet, nat)]), gateways);
}

/**
 * What the ACL of a NAT gateway's subnet lets through from another subnet. Packets between the two have the address of the host on the
 * internet, and not that of the gateway, so the ACL of the other subnet sees no more than it does of any packet to that host.
 */
function toGateway({ range }: Subnet, { acl }: Subnet): Passage {
  return allOf([throughAcl(acl, false, range, false), answersThroughAcl(acl, true, range, false)]);
}

/** How packets go between a subnet and the internet. */
interface Way {
  /** The subnet, and that of a NAT gateway: the ACL of each must let packets through. */
  readonly subnets: readonly Subnet[];
  /** Of the first subnet. */
  readonly route: Route;
  readonly isInwards: boolean;
}

function wayOf(
  subnets: readonly (Subnet | undefined)[],
  route: Route | undefined,
  isInwards: boolean,
): Way | undefined {
  const known = subnets.filter((subnet) => subnet !== undefined);
  return route === undefined ? undefined : { subnets: known, route, isInwards };
}

/** Whether a rule names hosts of the internet, and one of them is at the other end of a way; without a way, any of them. */
function meetsInternet({ peer }: GroupRule, way?: Way): Passage {
  if (peer.kind === 'group') return CLOSED;
  if (peer.kind === 'unknown') return perhaps(OPEN, peer.reason);
  const hosts = peer.ranges.flatMap(publicPartsOf);
  if (way === undefined) return hosts.length > 0 ? OPEN : CLOSED;
  const { subnets, isInwards } = way;
  const met = hostsOn(way, hosts);
  // Without an ACL, one host is as good as another.
  if (subnets.every(({ acl }) => acl === undefined)) return met.length > 0 ? OPEN : CLOSED;
  return oneOf(
    met.map((host) =>
      allOf(
        subnets.flatMap(({ acl }) => [
          throughAcl(acl, !isInwards, host, true),
          answersThroughAcl(acl, isInwards, host, true),
        ]),
      ),
    ),
  );
}

/** Hosts at the other end of a way, in parts that no route and no ACL on the way divides. */
function hostsOn({ subnets: [subnet, nat], subnets, route }: Way, hosts: readonly AddressRange[]): AddressRange[] {
  if (subnet === undefined) return [];
  const cuts = subnets.flatMap(({ acl, routes }) => [
    ...rangesOf(acl),
    ...routes.flatMap(({ destination }) => destination ?? []),
  ]);
  return hosts
    .filter(({ family }) => family === 4 || subnet.hasIpv6)
    .flatMap((host) => partsBy(host, cuts))
    .filter(
      (host) =>
        isTaken(route, subnet.routes, host) &&
        (nat === undefined || gatewayRoutes(nat).some((each) => isTaken(each, nat.routes, host))),
    );
}
