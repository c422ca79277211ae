import type { StatementSource } from '../policy/statement';
import { textWords, unknownWords } from '../policy/text';
import { partsOf } from '../template/parts';
import { literalOf } from '../template/resolver';
import type { Resolver } from '../template/resolver';
import { isMap, listOf, resourcesOf } from '../template/stack';
import { rangeOfCidr } from './cidr';
import type { AddressRange } from './cidr';
import { ALL_TRAFFIC, trafficOf } from './traffic';
import type { Traffic } from './traffic';
import { numberOf, sourceOf } from './values';

/** Whom a rule of a security group names. */
export type Peer =
  | { readonly kind: 'addresses'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface GroupRule {
  readonly traffic: Traffic;
  readonly peer: Peer;
  readonly source: StatementSource;
  /** Why it is not known whether the rule will exist, or for which ports. */
  readonly maybe?: string;
}

export interface SecurityGroup {
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
}

type Direction = keyof SecurityGroup;

const INLINE: Readonly<Record<Direction, string>> = {
  ingress: 'SecurityGroupIngress',
  egress: 'SecurityGroupEgress',
};

const EVERYWHERE: readonly AddressRange[] = ['0.0.0.0/0', '::/0'].flatMap((cidr) => rangeOfCidr(cidr) ?? []);

/** The security groups of some stacks with their rules, by id: rules may be in other stacks than the group. */
export function securityGroupsOf(resolvers: readonly Resolver[]): Map<string, SecurityGroup> {
  const lists = prefixListsOf(resolvers);
  const groups = new Map<string, Record<Direction, GroupRule[]>>();
  for (const resolver of resolvers) {
    for (const { id, properties } of resourcesOf(resolver.stack, 'AWS::EC2::SecurityGroup')) {
      const rulesOf = (direction: Direction) => inlineRules(resolver, id, properties, direction, lists);
      const egress = rulesOf('egress');
      // Without a rule in the group itself, the rule stays that EC2 makes: everything, to everywhere.
      const byDefault = egress.length === 0 ? [everythingOut(resolver, id)] : egress;
      groups.set(groupId(resolver, id), { ingress: rulesOf('ingress'), egress: byDefault });
    }
  }
  for (const resolver of resolvers) {
    for (const { id, type, properties, resource } of resourcesOf(resolver.stack, ...Object.keys(SEPARATE))) {
      const group = resolver.text(properties['GroupId'] ?? '');
      const read = readRule(properties, resolver, lists, sourceOf(resolver, id, resource));
      const rule = resource.Condition === undefined ? read : conditional(read, resolver, resource.Condition);
      const direction = SEPARATE[type] ?? 'ingress';
      const literal = literalOf(group);
      if (literal !== undefined) groups.get(literal)?.[direction].push(rule);
      else {
        // A group that is not known may be any one of them.
        const maybe = `the group of the rule ${rule.source.path ?? id} is not known: ${unknownWords(group)}`;
        for (const each of groups.values()) each[direction].push({ maybe, ...rule });
      }
    }
  }
  return groups;
}

const SEPARATE: Readonly<Record<string, Direction>> = {
  'AWS::EC2::SecurityGroupIngress': 'ingress',
  'AWS::EC2::SecurityGroupEgress': 'egress',
};

function groupId(resolver: Resolver, id: string): string {
  return textWords(resolver.text({ 'Fn::GetAtt': [id, 'GroupId'] }));
}

function everythingOut(resolver: Resolver, id: string): GroupRule {
  return {
    traffic: ALL_TRAFFIC,
    peer: { kind: 'addresses', ranges: EVERYWHERE },
    source: sourceOf(resolver, id, resolver.stack.template.Resources?.[id]),
  };
}

function conditional(rule: GroupRule, resolver: Resolver, condition: string): GroupRule {
  return resolver.condition(condition) === true
    ? rule
    : { ...rule, maybe: `the condition ${condition} of the stack ${resolver.stack.name} is decided at deploy` };
}

function inlineRules(
  resolver: Resolver,
  id: string,
  properties: Readonly<Record<string, unknown>>,
  direction: Direction,
  lists: PrefixLists,
): GroupRule[] {
  const property = INLINE[direction];
  return partsOf(properties[property], resolver).map(({ value, pointer, maybe }) => {
    const source = sourceOf(resolver, id, resolver.stack.template.Resources?.[id], [property, ...pointer]);
    const rule = readRule(isMap(value) ? value : {}, resolver, lists, source);
    return maybe === undefined ? rule : { ...rule, maybe };
  });
}

function readRule(
  rule: Readonly<Record<string, unknown>>,
  resolver: Resolver,
  lists: PrefixLists,
  source: StatementSource,
): GroupRule {
  const protocol = resolver.literal(rule['IpProtocol']);
  const [first, last] = ['FromPort', 'ToPort'].map((name) => numberOf(rule[name], resolver));
  const hasPorts = rule['FromPort'] !== undefined;
  const traffic = protocol === undefined ? ALL_TRAFFIC : trafficOf(protocol, first, last);
  const unknownPorts = protocol === undefined || (hasPorts && (first === undefined || last === undefined));
  return {
    traffic,
    peer: peerOf(rule, resolver, lists),
    source,
    ...(unknownPorts ? { maybe: `the ports of ${source.path ?? source.resource} are not known before deploy` } : {}),
  };
}

const GROUP_KEYS = ['SourceSecurityGroupId', 'DestinationSecurityGroupId'];
const ADDRESS_KEYS = ['CidrIp', 'CidrIpv6'];
const LIST_KEYS = ['SourcePrefixListId', 'DestinationPrefixListId'];

function peerOf(rule: Readonly<Record<string, unknown>>, resolver: Resolver, lists: PrefixLists): Peer {
  const key = [...GROUP_KEYS, ...ADDRESS_KEYS, ...LIST_KEYS].find((name) => rule[name] !== undefined);
  if (key === undefined)
    return { kind: 'unknown', reason: 'a rule of a security group names no source or destination' };
  const text = resolver.text(rule[key]);
  const value = literalOf(text);
  if (value === undefined) return { kind: 'unknown', reason: unknownWords(text) };
  if (GROUP_KEYS.includes(key)) return { kind: 'group', id: value };
  if (LIST_KEYS.includes(key)) {
    const ranges = lists.get(value);
    return ranges === undefined
      ? { kind: 'unknown', reason: `the addresses of the prefix list ${value} are in no template` }
      : { kind: 'addresses', ranges };
  }
  const range = rangeOfCidr(value);
  return range === undefined
    ? { kind: 'unknown', reason: `${value} is no range of addresses` }
    : { kind: 'addresses', ranges: [range] };
}

type PrefixLists = ReadonlyMap<string, readonly AddressRange[]>;

/** Prefix lists of templates; those of AWS are in no template. */
function prefixListsOf(resolvers: readonly Resolver[]): PrefixLists {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::EC2::PrefixList').map(
        ({ id, properties }) =>
          [
            textWords(resolver.text({ Ref: id })),
            listOf(properties['Entries']).flatMap((entry) => {
              const cidr = isMap(entry) ? resolver.literal(entry['Cidr']) : undefined;
              return (cidr === undefined ? undefined : rangeOfCidr(cidr)) ?? [];
            }),
          ] as const,
      ),
    ),
  );
}
