import fc from 'fast-check';
import { DATA_TRANSFER_USAGE } from '../account/data-transfer';
import { PRICED_TYPES } from '../resources/registry';
import { usageKeysOf } from '../resources/usage-keys';
import type { StackTemplate, TemplateBody } from '../template/template';
import { ACCOUNT, type UsageFile, type UsageOfResource } from '../usage/usage-file';

/** Types that random templates use: all that are priced, and one of each kind that is not. */
export const TYPES = [
  ...PRICED_TYPES.map(({ type }) => type),
  'AWS::IAM::Role',
  'AWS::Redshift::Cluster',
  'Custom::X',
  '',
];

/** Properties that the pricing files read, so that random templates reach their branches. */
const KEYS = [
  'AllocatedStorage',
  'Architectures',
  'BillingMode',
  'BlockDeviceMappings',
  'CapacityProviderStrategy',
  'ClusterSettings',
  'ConnectivityType',
  'Cpu',
  'DBInstanceClass',
  'DesiredCount',
  'EnablePerformanceInsights',
  'Engine',
  'EngineVersion',
  'Environment',
  'FifoTopic',
  'InstanceType',
  'Iops',
  'KeySpec',
  'LaunchType',
  'LifecycleConfiguration',
  'MaxAllocatedStorage',
  'MaxCapacity',
  'Memory',
  'MemorySize',
  'MetricTransformations',
  'Metrics',
  'MinCapacity',
  'MultiAZ',
  'PerformanceInsightsRetentionPeriod',
  'PipelineType',
  'ReplicaRegions',
  'ResourceId',
  'Rules',
  'ScheduledActions',
  'Scheme',
  'Size',
  'StorageType',
  'SubnetIds',
  'Subnets',
  'TaskDefinition',
  'Type',
  'VolumeType',
  'VpcEndpointType',
];

const LIKELY = [
  'true',
  'FARGATE',
  'gp3',
  'io1',
  'mysql',
  'aurora-mysql',
  'db.t3.large',
  'db.serverless',
  '512',
  '1 GB',
  'V2',
  'Interface',
];

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      ...LIKELY,
      0,
      3,
      -7,
      1e21,
      0.1,
      true,
      null,
      NaN,
      'NaN',
      '',
      'Infinity',
      '${A}',
      '__proto__',
    ),
    fc.string({ maxLength: 8 }),
    fc.record({ Ref: fc.constantFrom('R0', 'R1', 'P', 'AWS::Region', 'AWS::NoValue', 'x') }),
    fc.record({ 'Fn::GetAtt': fc.constantFrom<unknown>('R0.Arn', ['R1', 'Arn'], 'R1', []) }),
    fc.record({ 'Fn::If': fc.tuple(fc.constantFrom('C', 'D', 'E'), tie('value'), tie('value')) }),
    fc.record({ 'Fn::Sub': fc.constantFrom<unknown>('${R0}-${P}', ['${x}', { x: 1 }], 7) }),
    fc.record({ 'Fn::Join': fc.tuple(fc.constant('/'), tie('value')) }),
    fc.record({ 'Fn::Select': fc.tuple(fc.constantFrom(0, '1', 99), tie('value')) }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(...KEYS, 'Statement', 'Name', 'Value', 'Ebs', 'Transitions', '__proto__'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;

/** A template as a person might write it, or nearly. */
export const body: fc.Arbitrary<TemplateBody> = fc.record({
  Parameters: fc.constantFrom({}, { P: { Type: 'String', Default: 'x' } }, { P: { Type: 'CommaDelimitedList' } }),
  Conditions: fc.record({ C: value, D: fc.constant({ Condition: 'C' }), E: fc.constant({ 'Fn::Equals': ['a', 'a'] }) }),
  Resources: fc.dictionary(
    fc.constantFrom('R0', 'R1', 'R2', 'R3', 'Fn::ForEach::L'),
    fc.oneof(
      {
        weight: 20,
        arbitrary: fc.record({
          Type: fc.constantFrom(...TYPES),
          Properties: fc.oneof(fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 6 }), value),
          Condition: fc.constantFrom(undefined, 'C', 'D', 'E', 'missing'),
        }),
      },
      { weight: 1, arbitrary: value },
    ),
    { maxKeys: 4 },
  ),
}) as unknown as fc.Arbitrary<TemplateBody>;

const KEYS_OF_USAGE = [...PRICED_TYPES.map(({ type }) => usageKeysOf(type)), DATA_TRANSFER_USAGE].flatMap(
  Object.entries,
);
const CHOICES = new Map(KEYS_OF_USAGE.flatMap(([key, { choices }]) => (choices === undefined ? [] : [[key, choices]])));
const AMOUNTS = [...new Set(KEYS_OF_USAGE.map(([key]) => key))].filter((key) => !CHOICES.has(key));

const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc
    .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1_000_000))
    .map(([low, more, most]) => ({ low, expected: low + more, high: low + more + most })),
);

/** Usage of any resource: amounts, cases of them that rise, and choices. */
export const usage: fc.Arbitrary<UsageOfResource> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...AMOUNTS), amount, { maxKeys: 12 }),
    fc.record(Object.fromEntries([...CHOICES].map(([key, choices]) => [key, fc.constantFrom(...choices)])), {
      requiredKeys: [],
    }),
  )
  .map(([amounts, choices]) => ({ ...amounts, ...choices }));

/** The same usage, each amount changed. */
export function withAmounts(given: UsageOfResource, change: (amount: number) => number): UsageOfResource {
  const changed = Object.entries(given).map(([key, value]) => {
    if (typeof value === 'string') return [key, value];
    if (typeof value === 'number') return [key, change(value)];
    return [key, { low: change(value.low), expected: change(value.expected), high: change(value.high) }];
  });
  return Object.fromEntries(changed) as UsageOfResource;
}

/** A template, as it is after reading. */
export function template(stack: string, content: TemplateBody): StackTemplate {
  return { stack, file: `${stack}.json`, text: 'Fn::ForEach', body: content };
}

/** Several stacks of one account. */
export const stacks = fc
  .array(body, { minLength: 2, maxLength: 4 })
  .map((bodies) => bodies.map((each, index) => template(`s${index}`, each)));

/** A usage file that gives every type, and the account, the same. */
export function usageOfAll(given: UsageOfResource): UsageFile {
  return usageOf([...TYPES, ACCOUNT], given);
}

/**
 * A usage file that gives every type of some templates, the account, and one type that may be absent the same. Usage of all types
 * would be looked up among the addresses of each small template, which takes longer than the estimate.
 */
export function usageOfTypesIn(templates: readonly StackTemplate[], given: UsageOfResource): UsageFile {
  const text = JSON.stringify(templates.map((each) => each.body));
  const types = TYPES.filter((type) => text.includes(`"${type}"`));
  return usageOf([...types, 'AWS::Redshift::Cluster', ACCOUNT], given);
}

function usageOf(addresses: readonly string[], given: UsageOfResource): UsageFile {
  return { usage: Object.fromEntries(addresses.map((address) => [address, given])) };
}
