import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { isMap, resourcesOf } from '../template/stack';
import { covers, partsBy } from './addresses';
import { rangeOfCidr } from './cidr';
import type { AddressRange } from './cidr';
import { CLOSED, letting, OPEN, oneOf, perhaps } from './passage';
import type { Passage } from './passage';
import { ALL_TRAFFIC, answeredBy, difference, intersection, NO_TRAFFIC, trafficOf, union } from './traffic';
import type { Traffic } from './traffic';
import { numberOf } from './values';

interface AclEntry {
  readonly number: number;
  readonly isEgress: boolean;
  readonly allows: boolean;
  readonly traffic: Traffic;
  /** undefined: not known before deploy. */
  readonly range: AddressRange | undefined;
}

/** A network ACL; undefined: the ACL that every VPC has by default, which lets everything through. */
export type Acl = readonly AclEntry[] | undefined;

/** The ACLs of some stacks, by id. Without entries, an ACL lets nothing through. */
export function aclsOf(resolvers: readonly Resolver[]): Map<string, readonly AclEntry[]> {
  const acls = new Map<string, AclEntry[]>();
  for (const resolver of resolvers) {
    for (const { id } of resourcesOf(resolver.stack, 'AWS::EC2::NetworkAcl')) {
      acls.set(textWords(resolver.text({ Ref: id })), []);
    }
  }
  for (const resolver of resolvers) {
    for (const { properties } of resourcesOf(resolver.stack, 'AWS::EC2::NetworkAclEntry')) {
      acls.get(resolver.literal(properties['NetworkAclId']) ?? '')?.push(readEntry(properties, resolver));
    }
  }
  for (const entries of acls.values()) entries.sort((a, b) => a.number - b.number);
  return acls;
}

function readEntry(properties: Readonly<Record<string, unknown>>, resolver: Resolver): AclEntry {
  const ports = isMap(properties['PortRange']) ? properties['PortRange'] : {};
  const cidr = resolver.literal(properties['CidrBlock'] ?? properties['Ipv6CidrBlock']);
  return {
    number: numberOf(properties['RuleNumber'], resolver) ?? 0,
    isEgress: resolver.literal(properties['Egress']) === 'true',
    allows: resolver.literal(properties['RuleAction'])?.toLowerCase() === 'allow',
    traffic: trafficOf(
      resolver.literal(properties['Protocol']) ?? '-1',
      numberOf(ports['From'], resolver),
      numberOf(ports['To'], resolver),
    ),
    range: cidr === undefined ? undefined : rangeOfCidr(cidr),
  };
}

/**
 * What an ACL lets through between its subnet and some addresses. The first entry that fits decides (Amazon VPC User Guide, "Network
 * ACLs").
 *
 * @param remote addresses at the other end; undefined: not known
 * @param isAnyEnough whether it is enough that one of the addresses gets through: for hosts of the internet
 */
export function throughAcl(
  acl: Acl,
  isEgress: boolean,
  remote: AddressRange | undefined,
  isAnyEnough: boolean,
): Passage {
  if (acl === undefined) return OPEN;
  const entries = acl.filter((entry) => entry.isEgress === isEgress);
  if (remote === undefined || entries.some(({ range }) => range === undefined)) {
    const any = entries.some(({ allows }) => allows);
    return any ? perhaps(OPEN, 'the addresses of a subnet or an ACL are not known before deploy') : CLOSED;
  }
  const cuts = entries.flatMap(({ range }) => range ?? []);
  const parts = partsBy(remote, cuts).map((part) => firstMatch(entries, part));
  const some = union(...parts);
  if (isAnyEnough) return letting(some);
  const every = parts.reduce<Traffic>((rest, part) => intersection(rest, part), ALL_TRAFFIC);
  return oneOf([
    letting(every),
    perhaps(letting(difference(some, every)), 'an ACL divides a subnet, whose addresses AWS chooses'),
  ]);
}

/** What gets through to addresses that each entry has all or none of. */
function firstMatch(entries: readonly AclEntry[], part: AddressRange): Traffic {
  let open: Traffic = ALL_TRAFFIC;
  let through: Traffic = NO_TRAFFIC;
  for (const { range, traffic, allows } of entries) {
    if (range === undefined || !covers(range, part)) continue;
    if (allows) through = union(through, intersection(open, traffic));
    open = difference(open, traffic);
  }
  return through;
}

/** The traffic whose answers get through: ACLs know no connections, and must let the answers through too. */
export function answersThroughAcl(...asked: Parameters<typeof throughAcl>): Passage {
  const [acl] = asked;
  if (acl === undefined) return OPEN;
  const { certain, possible, reasons } = throughAcl(...asked);
  return { certain: answeredBy(certain), possible: answeredBy(possible), reasons, rules: [] };
}

/** The addresses that the entries of an ACL tell apart. */
export function rangesOf(acl: Acl): AddressRange[] {
  return acl?.flatMap(({ range }) => range ?? []) ?? [];
}
