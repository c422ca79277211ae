import { covers, partsBy, publicPartsOf } from './addresses';
import { throughAcl } from './acls';
import { overlap } from './cidr';
import type { AddressRange } from './cidr';
import { INTERNET } from './end';
import type { NetworkEnd } from './end';
import { allOf, CLOSED, letting, oneOf, OPEN, perhaps } from './passage';
import type { Passage } from './passage';
import { leadsOutside, leadsTo } from './routes';
import type { Route } from './routes';
import type { GroupRule, SecurityGroup } from './security-groups';
import type { Subnet } from './subnets';
import { answeredBy } from './traffic';

/** What decides about connections, besides the ends. */
export interface NetworkFacts {
  readonly groups: ReadonlyMap<string, SecurityGroup>;
  /** Subnets by id: NAT gateways are in one. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Subnet of each NAT gateway, by the gateway's id. */
  readonly natSubnets: ReadonlyMap<string, string>;
}

/** With what traffic one end can open a connection to another, directly. */
export function connection(from: NetworkEnd, to: NetworkEnd, facts: NetworkFacts): Passage {
  if (from === INTERNET) return inwards(to, facts);
  if (to === INTERNET) return outwards(from, facts);
  const forwarded = from.kind !== 'load balancer' || to.targetOf.some((group) => from.forwardsTo.includes(group));
  if (!forwarded) return CLOSED;
  // Most pairs are closed by their groups, and the routes and ACLs between them need not be looked at.
  const out = throughGroups(from, 'egress', (rule) => meetsEnd(rule, to), facts);
  if (out.possible.length === 0) return CLOSED;
  const into = throughGroups(to, 'ingress', (rule) => meetsEnd(rule, from), facts);
  if (into.possible.length === 0) return CLOSED;
  const unknown = [...from.unknownSubnets, ...to.unknownSubnets];
  const ways = from.subnets.flatMap((start) => to.subnets.map((end) => wayBetween(start, end)));
  const [reason] = unknown;
  const somewhere = reason === undefined ? [] : [perhaps(OPEN, reason)];
  return allOf([oneOf([...ways, ...somewhere]), out, into, letting(to.listens)]);
}

/** What is between two subnets is asked for each pair of ends in them. */
const BETWEEN = new WeakMap<Subnet, Map<Subnet, Passage>>();

function wayBetween(start: Subnet, end: Subnet): Passage {
  const ofStart = BETWEEN.get(start) ?? new Map<Subnet, Passage>();
  BETWEEN.set(start, ofStart);
  const known = ofStart.get(end) ?? routesAndAcls(start, end);
  ofStart.set(end, known);
  return known;
}

/** Routes and ACLs between two subnets. Within a subnet there are none. */
function routesAndAcls(start: Subnet, end: Subnet): Passage {
  if (start.id === end.id) return OPEN;
  const acls = allOf([
    throughAcl(start.acl, true, end.range, false),
    throughAcl(end.acl, false, start.range, false),
    answers(throughAcl(end.acl, true, start.range, false)),
    answers(throughAcl(start.acl, false, end.range, false)),
  ]);
  return start.vpc === end.vpc ? acls : allOf([acls, betweenVpcs(start, end)]);
}

function betweenVpcs(start: Subnet, end: Subnet): Passage {
  const there = start.routes.filter((route) => leadsTo(route, end.range));
  const back = end.routes.filter((route) => leadsTo(route, start.range));
  const shared = (target: Route['target']) =>
    there.some(
      (route) => route.target === target && back.some((each) => each.target === target && each.id === route.id),
    );
  if (shared('peering')) return OPEN;
  const unknown = start.unknownRoutes ?? end.unknownRoutes;
  if (unknown !== undefined) return perhaps(OPEN, unknown);
  return shared('transit gateway') ? perhaps(OPEN, 'the routes of the transit gateway are not analyzed') : CLOSED;
}

/** From hosts of the internet to an end with a public address. */
function inwards(to: NetworkEnd, facts: NetworkFacts): Passage {
  if (to.isPublic === false) return CLOSED;
  const ways = to.subnets.map((subnet) => {
    const gateways = subnet.routes.filter(({ target }) => target === 'internet gateway');
    const through = (own?: Subnet) => throughGroups(to, 'ingress', (rule) => meetsInternet(rule, own, true), facts);
    if (gateways.some(leadsOutside)) return through(subnet);
    if (subnet.unknownRoutes !== undefined) return perhaps(through(), subnet.unknownRoutes);
    const isOpen = gateways.some(({ destination }) => destination === undefined);
    return isOpen ? perhaps(through(), `where the route to ${gateways[0]?.id ?? ''} leads is not known`) : CLOSED;
  });
  const [reason] = to.unknownSubnets;
  const somewhere =
    reason === undefined
      ? []
      : [
          perhaps(
            throughGroups(to, 'ingress', (rule) => meetsInternet(rule), facts),
            reason,
          ),
        ];
  const passage = allOf([oneOf([...ways, ...somewhere]), letting(to.listens)]);
  return to.isPublic === undefined
    ? perhaps(passage, `whether ${to.name} has a public address is not known before deploy`)
    : passage;
}

/** From an end to hosts of the internet: with an address of its own, or behind a NAT gateway. */
function outwards(from: NetworkEnd, facts: NetworkFacts): Passage {
  const ways = from.subnets.flatMap((subnet) => {
    const known = subnet.routes.filter(leadsOutside).map((route) => passageOutside(from, subnet, route, facts));
    if (subnet.unknownRoutes === undefined) return known;
    const through = throughGroups(from, 'egress', (rule) => meetsInternet(rule), facts);
    return [...known, perhaps(through, subnet.unknownRoutes)];
  });
  const [reason] = from.unknownSubnets;
  const somewhere =
    reason === undefined
      ? []
      : [
          perhaps(
            throughGroups(from, 'egress', (rule) => meetsInternet(rule), facts),
            reason,
          ),
        ];
  return oneOf([...ways, ...somewhere]);
}

function passageOutside(from: NetworkEnd, subnet: Subnet, route: Route, facts: NetworkFacts): Passage {
  const passage = throughGroups(from, 'egress', (rule) => meetsInternet(rule, subnet, false), facts);
  if (route.target === 'egress-only gateway') return passage;
  if (route.target === 'internet gateway') {
    if (from.isPublic === undefined) return perhaps(passage, `whether ${from.name} has a public address is not known`);
    return from.isPublic || subnet.hasIpv6 ? passage : CLOSED;
  }
  if (route.target !== 'NAT gateway') return perhaps(passage, `${route.id} leads to a network that is in no template`);
  const nat = facts.subnets.get(facts.natSubnets.get(route.id) ?? '');
  if (nat === undefined) return perhaps(passage, `the subnet of ${route.id} is in no template`);
  const isOutside = nat.routes.some((each) => each.target === 'internet gateway' && leadsOutside(each));
  return isOutside ? allOf([passage, wayBetween(subnet, nat)]) : CLOSED;
}

/** The rules of all groups count together. */
function throughGroups(
  end: NetworkEnd,
  direction: keyof SecurityGroup,
  meets: (rule: GroupRule) => Passage,
  { groups }: NetworkFacts,
): Passage {
  if (end.groups === undefined) return OPEN;
  return oneOf(
    end.groups.map(({ id, reason }) => {
      const group = groups.get(id ?? '');
      if (group === undefined) {
        return perhaps(OPEN, id === undefined ? reason : `the security group ${id} is in no template`);
      }
      return oneOf(
        group[direction].map((rule) => {
          const through = allOf([letting(rule.traffic, rule.source), meets(rule)]);
          return rule.maybe === undefined ? through : perhaps(through, rule.maybe);
        }),
      );
    }),
  );
}

/** Whether a rule names another end. */
function meetsEnd({ peer }: GroupRule, other: NetworkEnd): Passage {
  if (peer.kind === 'unknown') return perhaps(OPEN, peer.reason);
  if (peer.kind === 'group') {
    const groups = other.groups ?? [];
    if (groups.some(({ id }) => id === peer.id)) return OPEN;
    const open = groups.find(({ id }) => id === undefined);
    return open === undefined ? CLOSED : perhaps(OPEN, open.reason);
  }
  return oneOf(other.subnets.map((subnet) => meetsSubnet(peer.ranges, subnet)));
}

function meetsSubnet(ranges: readonly AddressRange[], { id, range }: Subnet): Passage {
  if (ranges.some((each) => each.first === 0n && each.family === 4 && each.last === 2n ** 32n - 1n)) return OPEN;
  if (range === undefined) return perhaps(OPEN, `the addresses of the subnet ${id} are not known before deploy`);
  const parts = partsBy(range, ranges);
  const inside = parts.filter((part) => ranges.some((each) => covers(each, part)));
  if (inside.length === parts.length) return OPEN;
  return inside.length === 0
    ? CLOSED
    : perhaps(OPEN, `a rule names a part of the subnet ${id}, whose addresses AWS chooses`);
}

/** Whether a rule names hosts of the internet, and the ACL of the subnet lets them through. */
function meetsInternet({ peer }: GroupRule, subnet?: Subnet, isInwards = true): Passage {
  if (peer.kind === 'group') return CLOSED;
  if (peer.kind === 'unknown') return perhaps(OPEN, peer.reason);
  const hosts = peer.ranges
    .flatMap(publicPartsOf)
    .filter(({ family }) => family === 4 || subnet === undefined || subnet.hasIpv6);
  if (subnet === undefined) return hosts.length > 0 ? OPEN : CLOSED;
  return oneOf(
    hosts
      .filter((host) =>
        subnet.routes.some(({ destination }) => destination !== undefined && overlap(destination, host)),
      )
      .map((host) =>
        allOf([throughAcl(subnet.acl, !isInwards, host, true), answers(throughAcl(subnet.acl, isInwards, host, true))]),
      ),
  );
}

/** ACLs know no connections: they must let the answers through too. */
function answers({ certain, possible, reasons }: Passage): Passage {
  return { certain: answeredBy(certain), possible: answeredBy(possible), reasons, rules: [] };
}
