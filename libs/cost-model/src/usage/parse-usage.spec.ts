import { estimate } from '../estimate';
import { parseUsage } from './parse-usage';

const TEMPLATE = {
  stack: 'network',
  file: 'network.json',
  text: '',
  body: {
    Resources: {
      Nat1: { Type: 'AWS::EC2::NatGateway', Metadata: { 'aws:cdk:path': 'network/Vpc/Nat1/Resource' }, Properties: {} },
      Bucket: { Type: 'AWS::S3::Bucket', Metadata: { 'aws:cdk:path': 'network/Logs/Bucket/Resource' } },
      Db: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'mysql', DBInstanceClass: 'db.t3.large', AllocatedStorage: 20 },
      },
    },
  },
};

function quantityOf(yaml: string): string | undefined {
  const { usage } = parseUsage('usage.yaml', yaml);
  const { lines } = estimate([TEMPLATE], { region: 'us-east-2', usage });
  return lines.find(({ component }) => component === 'Data processed')?.quantity?.expected.toString();
}

test.each([
  ['its type', 'AWS::EC2::NatGateway: { monthlyDataProcessedGb: 1 }', '1'],
  ['its stack', 'network: { monthlyDataProcessedGb: 2 }', '2'],
  ['a prefix of its path', 'network/Vpc: { monthlyDataProcessedGb: 3 }', '3'],
  ['its path', 'network/Vpc/Nat1: { monthlyDataProcessedGb: 4.25 }', '4.25'],
  ['stack and logical id', 'network/Nat1: { monthlyDataProcessedGb: 0.1 }', '0.1'],
  ['a range', 'network: { monthlyDataProcessedGb: { low: 1, expected: 2.5, high: 9 } }', '2.5'],
  ['zero', 'network: { monthlyDataProcessedGb: 0 }', '0'],
])('usage is found by %s', (_, line, quantity) => {
  expect(quantityOf(`usage:\n  ${line}\n`)).toBe(quantity);
});

test('the narrowest address wins, key by key', () => {
  const yaml = `usage:
  network/Vpc/Nat1: { monthlyDataProcessedGb: 3 }
  AWS::EC2::NatGateway: { monthlyDataProcessedGb: 1 }
  network: { monthlyDataProcessedGb: 2, standard: { storageGb: 10 } }
`;
  expect(quantityOf(yaml)).toBe('3');
  expect(parseUsage('u', yaml).usage.usage['network']).toEqual({ monthlyDataProcessedGb: 2, 'standard.storageGb': 10 });
});

test('all problems of a file are reported at once, with its line', () => {
  const { problems } = parseUsage(
    'usage.yaml',
    `usage:
  a: { monthlyRequests: -1 }
  b: { monthlyRequests: 10 GB }
  c: { monthlyRequests: { low: 3, expected: 2, high: 4 } }
  d: { monthlyRequests: { low: 3, high: 4 } }
  e: { monthlyRequests: .inf }
  f: 7
  g: { monthlyRequests: [1] }
  h: { monthlyRequests: 1e99 }
  i: { monthlyRequests: }
`,
  );
  expect(problems.map(({ line, path, message }) => `${line} ${path} ${message}`)).toEqual([
    '2 usage.a.monthlyRequests is negative',
    '3 usage.b.monthlyRequests is not a number',
    '4 usage.c.monthlyRequests is out of order',
    '5 usage.d.monthlyRequests.expected is missing',
    '6 usage.e.monthlyRequests is not a number',
    '7 usage.f is not a map of usage keys',
    '8 usage.g.monthlyRequests is not a number',
    '9 usage.h.monthlyRequests is too large',
    '10 usage.i.monthlyRequests is not a number',
  ]);
});

test('a word that JavaScript knows is a word like any other: it fits nothing, and is reported', () => {
  const yaml = `usage:
  toString: { monthlyDataProcessedGb: 1 }
  network/Vpc/Nat1: { valueOf: 2, constructor: { low: 1, expected: 2, high: 3 } }
`;
  const { usage, problems } = parseUsage('usage.yaml', yaml);
  expect(problems).toEqual([]);
  const found = estimate([TEMPLATE], { region: 'us-east-2', usage }).problems;
  expect(found.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '2 matches no resource, stack, path or type of these templates',
    '3 is not a usage key of the resources at this address',
    '3 is not a usage key of the resources at this address',
  ]);
});

test.each([
  ['broken YAML', 'usage: [', /is not valid YAML/],
  ['an empty file', '', /is missing/],
  ['another document', 'costs: 1', /is missing/],
])('%s is a problem', (_, text, message) => {
  expect(parseUsage('usage.yaml', text).problems[0]?.message).toMatch(message);
});

test('usage that fits nothing names what it probably meant', () => {
  const { usage, problems } = parseUsage(
    'usage.yaml',
    `usage:
  network/Vpc/Nat2: { monthlyDataProcessedGb: 1 }
  AWS::EC2::NatGateway: { monthlyDataProcessedMb: 1 }
  network/Db: { reservedPayment: monthly, monthlyCpuCreditHours: many }
  nowhere: {}
`,
  );
  expect(problems).toEqual([]);
  const found = estimate([TEMPLATE], { region: 'us-east-2', usage }).problems;
  expect(found.map(({ line, message, fix }) => `${line} ${message}. ${fix}`)).toEqual([
    '2 matches no resource, stack, path or type of these templates. Write network/Vpc/Nat1.',
    '3 is not a usage key of the resources at this address. Write monthlyDataProcessedGb (GB, that pass through the gateway, both ways).',
    '4 is not one of the choices. Write one of: no-upfront, partial-upfront, all-upfront.',
    '4 is not a number. Write the hours per month.',
    '5 matches no resource, stack, path or type of these templates. Use an address from the estimate (--format json).',
  ]);
});
