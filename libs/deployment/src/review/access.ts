import type { Change } from '../change-sets/changes';
import { canonical } from '../assembly/template';
import type { TemplateResource } from '../assembly/template';
import { short } from '../assembly/values';
import { covers, grantsIn, listOf } from './grants';
import type { Grant, Statement } from './grants';

/**
 * Why a change gives access to more callers than before, or removes a protection; one sentence each. What a
 * wider statement of the same resource had before is none. Where the texts do not show that, it is reported: one sentence too many is
 * better than one too few.
 */
export function accessWidened(change: Change): string[] {
  if (change.action === 'delete' || change.action === 'orphan') {
    return GUARDS.includes(change.type) ? [`removes a protection: ${change.type}`] : [];
  }
  const { before, after } = change;
  if (after === undefined) return [];
  const was = openingsOf(change.type, before);
  return [
    ...beyond(grantsOf(after, 'Allow'), grantsOf(before, 'Allow')).map((words) => `allows ${words}`),
    ...[...openingsOf(change.type, after)].filter(([key]) => !was.has(key)).map(([, words]) => words),
    ...beyond(grantsOf(before, 'Deny'), grantsOf(after, 'Deny')).map((words) => `no longer denies ${words}`),
    ...flagsOf(change.type, before, after),
  ];
}

/** Types whose only purpose is to deny access. */
const GUARDS = [
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::EC2::NetworkAclEntry',
  'AWS::S3::BucketPolicy',
  'AWS::EC2::FlowLog',
  'AWS::GuardDuty::Detector',
];

/** What statements of a resource allow or deny. */
function grantsOf(resource: TemplateResource | undefined, effect: 'Allow' | 'Deny'): Grant[] {
  return statementsIn(resource?.Properties)
    .filter(({ Effect }) => Effect === effect)
    .flatMap(grantsIn);
}

/** The words of grants that no other one has, each once. */
function beyond(grants: readonly Grant[], others: readonly Grant[]): string[] {
  const more = grants.filter((grant) => !others.some((other) => covers(other, grant)));
  return [...new Map(more.map(({ key, words }) => [key, words])).values()];
}

/** What a resource lets in without a statement, each by a key that is the same for the same. */
function openingsOf(type: string, resource: TemplateResource | undefined): Map<string, string> {
  const managed = listOf(resource?.Properties?.['ManagedPolicyArns']).map(
    (arn) => [`managed ${canonical(arn)}`, `gets the managed policy ${short(arn)}`] as const,
  );
  const rules = rulesOf(type, resource).map(
    (rule) => [`ingress ${canonical(rule)}`, `allows ${rangeOf(rule)} from ${sourceOf(rule)}`] as const,
  );
  return new Map([...managed, ...rules]);
}

/** Statements anywhere in a resource: in roles, policies, keys, topics, buckets, repositories, endpoints. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'Statement' in value ? (listOf(value.Statement) as Statement[]) : [];
  return [...own, ...Object.values(value).flatMap((child) => statementsIn(child))];
}

interface IngressRule {
  readonly IpProtocol?: unknown;
  readonly FromPort?: unknown;
  readonly ToPort?: unknown;
  readonly CidrIp?: unknown;
  readonly CidrIpv6?: unknown;
  readonly SourceSecurityGroupId?: unknown;
  readonly SourcePrefixListId?: unknown;
}

function rulesOf(type: string, resource: TemplateResource | undefined): IngressRule[] {
  const own = type === 'AWS::EC2::SecurityGroupIngress' && resource !== undefined ? [resource.Properties] : [];
  const rules = type === 'AWS::EC2::SecurityGroup' ? listOf(resource?.Properties?.['SecurityGroupIngress']) : own;
  return (rules as (IngressRule & { Description?: unknown })[]).map(({ Description: _, ...rule }) => rule);
}

function rangeOf({ IpProtocol, FromPort, ToPort }: IngressRule): string {
  if (String(IpProtocol) === '-1') return 'all traffic';
  const ports = FromPort === ToPort ? short(FromPort) : `${short(FromPort)} to ${short(ToPort)}`;
  return `${short(IpProtocol)} ${ports}`;
}

function sourceOf(rule: IngressRule): string {
  const source = rule.CidrIp ?? rule.CidrIpv6 ?? rule.SourceSecurityGroupId ?? rule.SourcePrefixListId;
  return source === '0.0.0.0/0' || source === '::/0' ? `the whole internet (${source})` : short(source);
}

/** Properties that deny access, with the value that allows it. */
const FLAGS: readonly { type: string; property: string; open: (value: unknown) => boolean; words: string }[] = [
  {
    type: 'AWS::RDS::DBInstance',
    property: 'PubliclyAccessible',
    open: isTrue,
    words: 'can be reached from the internet',
  },
  {
    type: 'AWS::RDS::DBInstance',
    property: 'DeletionProtection',
    open: (value) => !isTrue(value),
    words: 'is no longer protected against deletion',
  },
  {
    type: 'AWS::RDS::DBInstance',
    property: 'StorageEncrypted',
    open: (value) => !isTrue(value),
    words: 'is no longer encrypted',
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'PublicAccessBlockConfiguration',
    open: (value) =>
      ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].some(
        (name) => !isTrue((value as Record<string, unknown> | undefined)?.[name]),
      ),
    words: 'no longer blocks all public access',
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    property: 'Scheme',
    open: (value) => value !== 'internal',
    words: 'becomes internet-facing',
  },
  {
    type: 'AWS::EC2::Subnet',
    property: 'MapPublicIpOnLaunch',
    open: isTrue,
    words: 'assigns public addresses to new instances',
  },
  {
    type: 'AWS::ECS::Service',
    property: 'NetworkConfiguration',
    open: (value) => JSON.stringify(value ?? '').includes('"AssignPublicIp":"ENABLED"'),
    words: 'assigns public addresses to its tasks',
  },
];

/** What a new resource is, its maker chose; these speak of what was shut and is opened. */
function flagsOf(type: string, before: TemplateResource | undefined, after: TemplateResource): string[] {
  return FLAGS.filter(
    (flag) =>
      flag.type === type &&
      flag.open(after.Properties?.[flag.property]) &&
      (before === undefined ? opensAtBirth(flag.words) : !flag.open(before.Properties?.[flag.property])),
  ).map(({ words }) => words);
}

function opensAtBirth(words: string): boolean {
  return /internet|public/.test(words);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
