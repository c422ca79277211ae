// Changes of a network in templates: each rule, route, address and subnet widened and narrowed.
import type { AnalyzedStack } from '@careplane/access-analysis';
import type { Chance } from '../random';
import { withPart } from '../mutants';
import { addressWords, blockOf } from './addresses';

type Json = Readonly<Record<string, unknown>>;

/** One change of one resource. */
export interface Edit {
  readonly direction: 'widens' | 'narrows';
  readonly stack: string;
  readonly id: string;
  readonly words: string;
  /** The resources of the stack, changed. */
  readonly change: (resources: Json) => Json;
}

/** The stacks with some edits. */
export function edited(stacks: readonly AnalyzedStack[], edits: readonly Edit[]): AnalyzedStack[] {
  return stacks.map((stack) => {
    const own = edits.filter((edit) => edit.stack === stack.name);
    if (own.length === 0) return stack;
    const resources = own.reduce<Json>((made, { change }) => change(made), stack.template.Resources ?? {});
    return {
      ...stack,
      template: { ...stack.template, Resources: resources as NonNullable<typeof stack.template.Resources> },
    };
  });
}

/** All edits of some stacks. @param address an address in one of the subnets */
export function editsOf(stacks: readonly AnalyzedStack[], address: number): Edit[] {
  return stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {}).flatMap(([id, { Type = '', Properties = {} }]): Edit[] => {
      const edit = (direction: Edit['direction'], words: string, change: Edit['change']): Edit => ({
        ...{ direction, stack: name, id, words, change },
      });
      const set = (direction: Edit['direction'], path: readonly string[], value: unknown): Edit =>
        edit(
          direction,
          `${path.join('.')}: ${JSON.stringify(value)}`,
          (all) => withValue(all, [id, 'Properties', ...path], value) as Json,
        );
      const remove = edit('narrows', 'removed', ({ [id]: _, ...others }) => others);
      switch (Type) {
        case 'AWS::EC2::SecurityGroup':
          return groupEdits(Properties, address, edit, id);
        case 'AWS::EC2::SecurityGroupIngress':
        case 'AWS::EC2::SecurityGroupEgress':
          return [
            remove,
            ...ruleEdits(Properties, address).map(({ direction, words, rule }) =>
              edit(direction, words, (all) => withPart(all, [id, 'Properties'], () => rule) as Json),
            ),
          ];
        case 'AWS::EC2::Route':
          return [remove, set('narrows', ['DestinationCidrBlock'], '198.51.100.0/24')];
        case 'AWS::EC2::RouteTable':
          return gatewayRoute(template.Resources ?? {}, id, edit);
        case 'AWS::EC2::Subnet':
          return aclEdits(Properties, address, edit, id);
        case 'AWS::ECS::Service':
          return [set('widens', ['NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp'], 'ENABLED')];
        case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
          return [set('narrows', ['Scheme'], 'internal')];
        case 'AWS::RDS::DBInstance':
          return [set('widens', ['PubliclyAccessible'], true)];
        case 'AWS::WAFv2::WebACLAssociation':
          return [remove];
        default:
          return [];
      }
    }),
  );
}

/** Some edits at once, each of another resource. */
export function someEdits(edits: readonly Edit[], chance: Chance): Edit[] {
  // Most of them open something: it takes several to open a way that was closed.
  const wanted = chance.happens(0.8) ? edits.filter(({ direction }) => direction === 'widens') : edits;
  const some = chance.some(wanted, 8);
  return some.filter(
    ({ stack, id }, index) => some.findIndex((each) => each.stack === stack && each.id === id) === index,
  );
}

type MakeEdit = (direction: Edit['direction'], words: string, change: Edit['change']) => Edit;

const EVERYTHING = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

function groupEdits(properties: Json, address: number, edit: MakeEdit, id: string): Edit[] {
  return (['SecurityGroupIngress', 'SecurityGroupEgress'] as const).flatMap((list) => {
    const rules = (properties[list] ?? []) as readonly Json[];
    const made = (direction: Edit['direction'], words: string, changed: readonly Json[]): Edit =>
      edit(direction, `${list} ${words}`, (all) => withValue(all, [id, 'Properties', list], changed) as Json);
    return [
      made('widens', 'with everything', [...rules, EVERYTHING]),
      made('widens', 'with the private networks', [
        ...rules,
        { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, CidrIp: '10.0.0.0/8' },
      ]),
      ...rules.flatMap((each, index) => [
        // Without any rule out, everything would be open.
        ...(list === 'SecurityGroupEgress' && rules.length === 1
          ? []
          : [made('narrows', `without ${index}`, rules.toSpliced(index, 1))]),
        ...ruleEdits(each, address).map(({ direction, words, rule }) =>
          made(direction, `${index} ${words}`, rules.with(index, rule)),
        ),
      ]),
    ];
  });
}

function ruleEdits(rule: Json, address: number) {
  const { CidrIp: _, SourceSecurityGroupId: __, DestinationSecurityGroupId: ___, ...rest } = rule;
  const { FromPort: _from, ToPort: _to, ...withoutPorts } = rule;
  const [first, last] = [Number(rule['FromPort'] ?? 0), Number(rule['ToPort'] ?? 65_535)];
  return [
    { direction: 'widens' as const, words: 'to all addresses', rule: { ...rest, CidrIp: '0.0.0.0/0' } },
    { direction: 'widens' as const, words: 'to all traffic', rule: { ...withoutPorts, IpProtocol: '-1' } },
    ...(last < first
      ? []
      : [
          {
            direction: 'widens' as const,
            words: 'to one more port',
            rule: { ...rule, ToPort: Math.min(last + 1, 65_535) },
          },
        ]),
    {
      direction: 'narrows' as const,
      words: 'to one address',
      rule: { ...rest, CidrIp: `${addressWords(address)}/32` },
    },
    { direction: 'narrows' as const, words: 'to UDP', rule: { ...rule, IpProtocol: 'udp' } },
  ];
}

/** A route to the internet, where the table is not a public one. */
function gatewayRoute(
  resources: NonNullable<AnalyzedStack['template']['Resources']>,
  id: string,
  edit: MakeEdit,
): Edit[] {
  const gateway = Object.keys(resources).find((each) => resources[each]?.Type === 'AWS::EC2::InternetGateway');
  const own = Object.entries(resources).filter(
    ([, { Type, Properties }]) => Type === 'AWS::EC2::Route' && (Properties?.['RouteTableId'] as Json)['Ref'] === id,
  );
  if (gateway === undefined || own.some(([, { Properties }]) => Properties?.['GatewayId'] !== undefined)) return [];
  const route = {
    Type: 'AWS::EC2::Route',
    Properties: { RouteTableId: { Ref: id }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: gateway } },
  };
  return [
    edit('widens', 'a route to the internet', (all) => ({
      ...Object.fromEntries(Object.entries(all).filter(([key]) => !own.some(([name]) => name === key))),
      [`${id}ToInternet`]: route,
    })),
  ];
}

type Entry = readonly [
  isEgress: boolean,
  action: 'allow' | 'deny',
  protocol: number,
  ports: readonly [number, number] | undefined,
  cidr: string,
];

const ALL = '0.0.0.0/0';
const OPEN: readonly Entry[] = [false, true].map((isEgress): Entry => [isEgress, 'allow', -1, undefined, ALL]);

/** A subnet with an ACL in the place of the VPC's own one, which lets everything through. */
function aclEdits({ VpcId, CidrBlock }: Json, address: number, edit: MakeEdit, id: string): Edit[] {
  const near = `${addressWords(blockOf(`${addressWords(address)}/25`).first)}/25`;
  const acls: Readonly<Record<string, readonly Entry[]>> = {
    'that lets nothing through': [],
    'that lets everything through': OPEN,
    'without HTTPS inwards': [[false, 'deny', 6, [443, 443], ALL], ...OPEN],
    'without HTTPS outwards': [[true, 'deny', 6, [443, 443], ALL], ...OPEN],
    'without answers outwards': [
      [true, 'allow', 6, [0, 1023], ALL],
      [false, 'allow', -1, undefined, ALL],
    ],
    'without answers inwards': [
      [false, 'allow', 6, [0, 1023], ALL],
      [false, 'allow', 6, [3306, 8080], ALL],
      [true, 'allow', -1, undefined, ALL],
    ],
    'without half of a subnet': [[false, 'deny', -1, undefined, near], ...OPEN],
    'without the private networks': [
      [false, 'deny', -1, undefined, '10.0.0.0/8'],
      [true, 'deny', -1, undefined, '10.0.0.0/8'],
      ...OPEN,
    ],
    'without the internet': [true, false].map((isEgress): Entry => [isEgress, 'allow', -1, undefined, '10.0.0.0/8']),
  };
  return Object.entries(acls).map(([words, entries]) =>
    edit('narrows', `an ACL ${words} (${String(CidrBlock)})`, (all) => ({
      ...all,
      [`${id}Acl`]: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId } },
      [`${id}AclAssociation`]: {
        Type: 'AWS::EC2::SubnetNetworkAclAssociation',
        Properties: { SubnetId: { Ref: id }, NetworkAclId: { Ref: `${id}Acl` } },
      },
      ...Object.fromEntries(
        entries.map(([Egress, RuleAction, Protocol, ports, cidr], index) => [
          `${id}AclEntry${index}`,
          {
            Type: 'AWS::EC2::NetworkAclEntry',
            Properties: {
              NetworkAclId: { Ref: `${id}Acl` },
              ...{ Egress, RuleAction, Protocol, CidrBlock: cidr, RuleNumber: 100 + index },
              ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
            },
          },
        ]),
      ),
    })),
  );
}

/** A value with a part that may be new. */
function withValue(value: unknown, [key = '', ...rest]: readonly string[], part: unknown): unknown {
  const own = (value ?? {}) as Json;
  return { ...own, [key]: rest.length === 0 ? part : withValue(own[key], rest, part) };
}
