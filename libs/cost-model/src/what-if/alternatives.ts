import type { UsageFile } from '../usage/usage-file';
import type { StackTemplate } from '../template/template';
import { editTemplates, editType } from './template-edit';

/** An alternative configuration of the platform. */
export interface Alternative {
  readonly name: string;
  /** A sentence about requirements and drawbacks. */
  readonly caveat: string;
  /** The templates as they would be; the same objects where it does not apply. */
  readonly templates?: (templates: readonly StackTemplate[]) => readonly StackTemplate[];
  /** Usage as it would be. */
  readonly usage?: (usage: UsageFile | undefined) => UsageFile;
}

const TASK = 'AWS::ECS::TaskDefinition';
const SERVICE = 'AWS::ECS::Service';

/** Fargate's sizes with the least memory of each, in CPU units and MiB; the rest follow by halving. */
const SMALLEST_MIB: Readonly<Record<number, number>> = { 256: 512, 512: 1024, 1024: 2048, 2048: 4096, 4096: 8192 };

/** The alternatives. Each is one line of the output. */
export const ALTERNATIVES: readonly Alternative[] = [
  {
    name: 'Tasks one size smaller',
    caveat: 'half the CPU and memory of each task; only if a load test shows that tasks are idle',
    templates: (templates) => editTemplates(templates, (resources) => editType(resources, TASK, halved)),
  },
  {
    name: 'Fargate on ARM (Graviton)',
    caveat: 'the images must be built for linux/arm64',
    templates: (templates) =>
      editTemplates(templates, (resources) =>
        editType(resources, TASK, (properties) => {
          const platform = asMap(properties['RuntimePlatform']);
          if (!isFargate(properties) || platform['CpuArchitecture'] === 'ARM64' || isWindows(platform))
            return undefined;
          return { ...properties, RuntimePlatform: { ...platform, CpuArchitecture: 'ARM64' } };
        }),
      ),
  },
  {
    name: 'Fargate Spot',
    caveat: 'AWS may stop a task with two minutes of notice; for staging and repeatable work',
    templates: (templates) =>
      editTemplates(templates, (resources) =>
        editType(resources, SERVICE, (properties) => {
          const strategy = properties['CapacityProviderStrategy'];
          if (properties['LaunchType'] === 'EC2' || JSON.stringify(strategy ?? '').includes('SPOT')) return undefined;
          const { LaunchType: _launchType, ...rest } = properties;
          return { ...rest, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] };
        }),
      ),
  },
  {
    name: 'One NAT gateway for each VPC',
    caveat: 'if its zone fails, no zone reaches the internet; traffic from other zones is charged',
    templates: (templates) => editTemplates(templates, oneNat),
  },
  {
    name: 'Reserved database instances, 1 year, no upfront',
    caveat: 'paid for a year, used or not',
    usage: (file) => ({ ...file, usage: { ...file?.usage, ...reserved(file) } }),
  },
];

const RESERVED_TYPE = 'AWS::RDS::DBInstance';

/** Usage with which an instance is priced as reserved. */
const RESERVATION = { reservedTermYears: '1yr', reservedPayment: 'no-upfront' };

function reserved(file: UsageFile | undefined): UsageFile['usage'] {
  return { [RESERVED_TYPE]: { ...file?.usage[RESERVED_TYPE], ...RESERVATION } };
}

function halved(properties: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const cpu = Number(properties['Cpu']) / 2;
  const memory = Number(properties['Memory']) / 2;
  const least = SMALLEST_MIB[cpu];
  if (!isFargate(properties) || least === undefined || !Number.isFinite(memory)) return undefined;
  return { ...properties, Cpu: String(cpu), Memory: String(Math.max(least, memory)) };
}

/** A task that names no compatibility may run on Fargate as on EC2; its service decides. */
function isFargate({ RequiresCompatibilities: required }: Readonly<Record<string, unknown>>): boolean {
  return !Array.isArray(required) || required.includes('FARGATE');
}

function isWindows(platform: Readonly<Record<string, unknown>>): boolean {
  return String(platform['OperatingSystemFamily'] ?? '').startsWith('WINDOWS');
}

type Resources = Parameters<typeof editType>[0];

/** Without all but the first public NAT gateway of each VPC, and without the addresses that only the others had. */
function oneNat(resources: Resources): Resources {
  const vpcs = new Set<string>();
  const others = Object.keys(resources).filter((id) => {
    const properties = asMap(resources[id]?.Properties);
    if (resources[id]?.Type !== 'AWS::EC2::NatGateway' || properties['ConnectivityType'] === 'private') return false;
    const subnet = resources[targetOf(properties['SubnetId']) ?? ''];
    // Subnets of another stack do not say whose they are: one VPC then.
    const vpc = JSON.stringify(asMap(subnet?.Properties)['VpcId'] ?? null);
    if (vpcs.has(vpc)) return true;
    vpcs.add(vpc);
    return false;
  });
  if (others.length === 0) return resources;
  const addresses = others.map((id) => targetOf(asMap(resources[id]?.Properties)['AllocationId']));
  const gone = new Set<string | undefined>([...others, ...addresses]);
  return Object.fromEntries(Object.entries(resources).filter(([id]) => !gone.has(id)));
}

/** The resource that a Ref or Fn::GetAtt names. */
function targetOf(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = asMap(value);
  const target: unknown = Array.isArray(attribute) ? attribute[0] : (attribute ?? Ref);
  return typeof target === 'string' ? target.split('.')[0] : undefined;
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
