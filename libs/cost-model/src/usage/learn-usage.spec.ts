import { exact } from '../exact';
import { estimate } from '../estimate';
import { readTemplate } from '../template/read-template';
import { learnUsage } from './learn-usage';
import { learnedYaml } from './learned-yaml';
import { parseUsage } from './parse-usage';

const OPTIONS = { region: 'us-east-2' };

function templatesOf(resources: string) {
  const result = readTemplate('web.yaml', `Resources:\n${resources}`);
  if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
  return [result.template];
}

const TEMPLATES = templatesOf(`  Nat: { Type: 'AWS::EC2::NatGateway' }
  Key: { Type: 'AWS::KMS::Key' }
  Function: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512 } }
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Cpu: '512', Memory: '1024', RequiresCompatibilities: [FARGATE] }
  Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: !Ref Task, LaunchType: FARGATE } }`);

/** A month of 744 hours: what each usage type of a resource counted. */
const QUANTITIES: readonly [logicalId: string, usageType: string, quantity: string][] = [
  ['Nat', 'USE2-NatGateway-Hours', '744'],
  ['Nat', 'USE2-NatGateway-Bytes', '612.5'],
  ['Key', 'us-east-2-KMS-Requests', '120000'],
  ['Function', 'USE2-Request', '3000000'],
  ['Function', 'USE2-Lambda-GB-Second', '375000'],
  ['Balancer', 'USE2-LCUUsage', '900'],
  ['Service', 'USE2-Fargate-vCPU-Hours:perCPU', '1116'],
];

const billed = [...new Set(QUANTITIES.map(([logicalId]) => logicalId))].map((logicalId) => ({
  stack: 'web',
  logicalId,
  usages: QUANTITIES.filter(([id]) => id === logicalId).map(([, usageType, quantity]) => ({
    usageType,
    usd: exact(1),
    quantity: exact(quantity),
  })),
}));

const lesson = learnUsage(TEMPLATES, OPTIONS, billed, 744);

it('learns the keys whose quantity the bill has, in their own units', () => {
  const amounts = Object.fromEntries(
    lesson.learned.map(({ address, key, amount }) => [`${address} ${key}`, amount.toNumber()]),
  );
  expect(amounts).toEqual({
    'web/Nat monthlyDataProcessedGb': 612.5,
    'web/Key monthlyRequests': 120_000,
    'web/Function monthlyRequests': 3_000_000,
    // 375,000 GB-seconds are 3 million requests of 250 ms with half a GB.
    'web/Function requestDurationMs': 250,
    // The first of the four keys that make a capacity unit; it alone gives the 900 that were billed.
    'web/Balancer newConnectionsPerSecond': 30.241935,
    // Three tasks of half a vCPU, in a month of 744 hours.
    'web/Service runningTasks': 3,
  });
});

it('writes a file with which the estimate has the quantities of the bill', () => {
  const text = learnedYaml(lesson, 'bill.csv, 2026-10');
  expect(text).toContain('monthlyDataProcessedGb: 612.5 # USE2-NatGateway-Bytes: 612.5 billed');
  const { usage, problems } = parseUsage('usage.yaml', text);
  expect(problems).toEqual([]);
  const priced = estimate(TEMPLATES, { ...OPTIONS, usage });
  expect(priced.problems).toEqual([]);
  const bytes = priced.lines.find(({ price }) => price?.usageType === 'USE2-NatGateway-Bytes');
  expect(bytes?.quantity?.expected.toString()).toBe('612.5');
});

it('gives the charge of a load balancer, whose capacity units do not say which of four amounts made them', () => {
  const { usage } = parseUsage('usage.yaml', learnedYaml(lesson, 'bill.csv'));
  const units = estimate(TEMPLATES, { ...OPTIONS, usage }).lines.find(
    ({ price }) => price?.usageType === 'USE2-LCUUsage',
  );
  expect(units?.quantity?.expected.toDecimalPlaces(2).toString()).toBe('883.06');
});

it('of a bill without these resources is a file without addresses', () => {
  const text = learnedYaml(learnUsage(TEMPLATES, OPTIONS, [], 744), 'bill.csv, 2026-10');
  expect(parseUsage('usage.yaml', text)).toMatchObject({ usage: { usage: {} }, problems: [] });
  expect(text.replace(/\s+(# )?/g, ' ')).toContain('charges of the estimate still need usage');
});
