import fc from 'fast-check';
import { estimate } from './estimate';
import { sumBands } from './exact';
import type { Band } from './estimate-types';
import { PRICED_TYPES } from './resources/registry';
import type { StackTemplate, TemplateBody } from './template/template';
import type { UsageOfResource } from './usage/usage-file';

const TYPES = [...PRICED_TYPES.map(({ type }) => type), 'AWS::IAM::Role', 'AWS::Redshift::Cluster', 'Custom::X', ''];

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

const body: fc.Arbitrary<TemplateBody> = fc.record({
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

const USAGE_KEYS = [...new Set(PRICED_TYPES.flatMap(({ usage }) => Object.keys(usage ?? {})))];
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc
    .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1_000_000))
    .map(([low, more, most]) => ({ low, expected: low + more, high: low + more + most })),
);
const usage: fc.Arbitrary<UsageOfResource> = fc.dictionary(fc.constantFrom(...USAGE_KEYS), amount, { maxKeys: 12 });

function template(stack: string, content: TemplateBody): StackTemplate {
  return { stack, file: `${stack}.json`, text: 'Fn::ForEach', body: content };
}

/** Three finite amounts. A tier's line need not rise: in the high case others may have filled the tier up. */
function isAmount({ low, expected, high }: Band): boolean {
  return [low, expected, high].every((each) => each.isFinite() && !each.isNegative());
}

function isSound({ low, expected, high }: Band): boolean {
  return [low, expected, high].every((each) => each.isFinite()) && low.lte(expected) && expected.lte(high);
}

test('10,000 random templates: no crash, no NaN, no silent zero, every resource with a verdict', () => {
  fc.assert(
    fc.property(body, usage, fc.boolean(), (content, given, freeTiers) => {
      const usageOfAll = Object.fromEntries(TYPES.map((type) => [type, given]));
      const result = estimate([template('s', content)], {
        region: 'us-east-2',
        usage: { usage: usageOfAll },
        freeTiers,
      });
      const resources = Object.keys(content.Resources ?? {}).filter((id) => !id.startsWith('Fn::'));
      const named = new Set(result.verdicts.map(({ logicalId }) => logicalId));
      expect(resources.filter((id) => !named.has(id))).toEqual([]);
      for (const { quantity, unitPriceUsd, monthlyUsd, price } of result.lines) {
        for (const band of [quantity, monthlyUsd])
          if (band !== undefined && !isAmount(band)) throw new Error('no amount');
        if (unitPriceUsd !== undefined && (!unitPriceUsd.isFinite() || price === undefined))
          throw new Error('unsound price');
        // Zero is only said where quantity or price is known to be zero.
        if (
          monthlyUsd?.high.isZero() === true &&
          quantity?.high.isZero() === false &&
          unitPriceUsd?.isZero() === false
        ) {
          throw new Error('silent zero');
        }
        if ((monthlyUsd !== undefined) !== (quantity !== undefined && unitPriceUsd !== undefined))
          throw new Error('missing amount');
      }
      for (const { verdict, reason } of result.verdicts) {
        if (verdict !== 'priced' && (reason === undefined || reason === '')) throw new Error('verdict without reason');
      }
      expect(isSound(result.totals)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
}, 300_000);

const stacks = fc
  .array(body, { minLength: 2, maxLength: 4 })
  .map((bodies) => bodies.map((each, index) => template(`s${index}`, each)));

test('totals are the sum of the lines, to the last digit', () => {
  fc.assert(
    fc.property(stacks, usage, fc.boolean(), (templates, given, freeTiers) => {
      const file = { usage: Object.fromEntries(TYPES.map((type) => [type, given])) };
      const { lines, totals } = estimate(templates, { region: 'us-east-1', usage: file, freeTiers });
      const sum = sumBands(lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? []));
      expect([totals.low, totals.expected, totals.high].map(String)).toEqual(
        [sum.low, sum.expected, sum.high].map(String),
      );
    }),
    { numRuns: 100 },
  );
});

test('a quantity that never ends, such as the days of a month, changes no figure with the order either', () => {
  const one = (stack: string, Type: string) => ({
    stack,
    file: `${stack}.json`,
    text: '',
    body: { Resources: { R: { Type } } },
  });
  const templates = [
    one('a', 'AWS::Budgets::BudgetsAction'),
    one('b', 'AWS::Budgets::BudgetsAction'),
    one('c', 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
  ];
  const totals = (order: typeof templates) => estimate(order, { region: 'us-east-1' }).totals.expected.toString();
  expect(totals([...templates].reverse())).toBe(totals(templates));
});

test('the order of the stacks changes no figure', () => {
  fc.assert(
    fc.property(stacks, usage, fc.boolean(), (templates, given, freeTiers) => {
      const options = {
        region: 'us-east-1',
        usage: { usage: Object.fromEntries(TYPES.map((type) => [type, given])) },
        freeTiers,
      };
      const forwards = estimate(templates, options);
      const backwards = estimate([...templates].reverse(), options);
      expect(figures(backwards)).toEqual(figures(forwards));
      expect(backwards.totals.expected.toString()).toBe(forwards.totals.expected.toString());
    }),
    { numRuns: 100 },
  );
});

function figures({ lines }: ReturnType<typeof estimate>): string[] {
  return lines
    .map(
      ({ stack, logicalId, component, monthlyUsd }) =>
        `${stack} ${logicalId} ${component} ${monthlyUsd?.expected.toString() ?? '?'}`,
    )
    .sort();
}

test.each(['__proto__', 'constructor', 'toString'])('the word %s in a template is a word like any other', (word) => {
  const named = [
    'Type',
    'Engine',
    'StorageType',
    'VolumeType',
    'Protocol',
    'LogDestinationType',
    'DBInstanceClass',
    'KeySpec',
  ];
  const Properties = {
    ...Object.fromEntries(named.map((key) => [key, word])),
    Environment: { ComputeType: word, Type: word },
  };
  const Resources = Object.fromEntries(
    PRICED_TYPES.map(({ type }, index) => [`R${index}`, { Type: type, Properties }]),
  );
  const counted = { newConnectionsPerSecond: 1, monthlyRequests: 1 };
  const usage = { usage: Object.fromEntries(TYPES.map((type) => [type, counted])) };
  expect(isSound(estimate([template('s', { Resources })], { region: 'us-east-2', usage }).totals)).toBe(true);
});

test('a region that AWS does not have is a problem, and nothing is priced there', () => {
  const nat = { Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } };
  const { problems, lines } = estimate([template('s', nat)], { region: 'us-esat-2' });
  expect(problems).toMatchObject([
    { path: 'region', given: 'us-esat-2', fix: 'Give another one: --region us-east-2.' },
  ]);
  expect(lines.find(({ component }) => component === 'NAT gateway hours')?.monthlyUsd).toBeUndefined();
});

test('a hole in the price snapshot is "price unknown", never zero', () => {
  const nat = { Resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ConnectivityType: 'private' } } } };
  const { verdicts, totals } = estimate([template('s', nat)], {
    prices: { asOf: '2026-01-01', sources: [], prices: {} },
  });
  expect(verdicts[0]).toMatchObject({
    verdict: 'price unknown',
    reason: 'No price for NAT gateway hours, Data processed.',
  });
  expect(totals.high.toString()).toBe('0');
});

test('a parameter that no template declares is a problem, with the name that was meant', () => {
  const content = { Parameters: { ImageDigest: { Type: 'String', Default: '' } }, Resources: {} };
  const { problems } = estimate([template('s', content)], { parameters: { ImageDigst: 'x' } });
  expect(problems).toMatchObject([{ path: 'parameter.ImageDigst', fix: 'Write --parameter ImageDigest=….' }]);
  expect(estimate([template('s', content)], { parameters: { ImageDigest: 'x' } }).problems).toEqual([]);
});
