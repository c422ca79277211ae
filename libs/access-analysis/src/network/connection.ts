import { covers, partsBy } from './addresses';
import { answersThroughAcl, throughAcl } from './acls';
import type { AddressRange } from './cidr';
import { INTERNET } from './end';
import type { NetworkEnd } from './end';
import { inwards, outwards } from './internet';
import type { NetworkFacts } from './internet';
import { allOf, CLOSED, letting, oneOf, OPEN, perhaps } from './passage';
import type { Passage } from './passage';
import { leadsTo } from './routes';
import type { Route } from './routes';
import type { GroupRule } from './security-groups';
import type { Subnet } from './subnets';
import { throughGroups } from './through-groups';

/** With what traffic one end can open a connection to another, directly. */
export function connection(from: NetworkEnd, to: NetworkEnd, facts: NetworkFacts): Passage {
  if (from === INTERNET) return inwards(to, facts);
  if (to === INTERNET) return outwards(from, facts);
  const forwarded = from.kind !== 'load balancer' || to.targetOf.some((group) => from.forwardsTo.includes(group));
  if (!forwarded) return CLOSED;
  // Most pairs are closed by their groups, and the routes and ACLs between them need not be looked at.
  const out = throughGroups(from, 'egress', (rule) => meetsEnd(rule, to), facts.groups);
  if (out.possible.length === 0) return CLOSED;
  const into = throughGroups(to, 'ingress', (rule) => meetsEnd(rule, from), facts.groups);
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
    answersThroughAcl(end.acl, true, start.range, false),
    answersThroughAcl(start.acl, false, end.range, false),
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
