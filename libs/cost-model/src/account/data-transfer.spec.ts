import { estimate } from '../estimate';
import type { StackTemplate } from '../template/template';

const nat = (stack: string, region: string): StackTemplate => ({
  stack,
  file: stack,
  text: '',
  region,
  body: { Resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ConnectivityType: 'private' } } } },
});
const TEMPLATES = [nat('a', 'us-west-2'), nat('b', 'us-east-2'), nat('c', 'us-east-2')];

function gigabytes(usage: Record<string, Record<string, number>>, freeTiers = false) {
  const { lines, problems, region } = estimate(TEMPLATES, { usage: { usage }, freeTiers });
  expect(problems).toEqual([]);
  expect(region).toBe('us-east-2');
  return lines
    .filter(
      ({ component, quantity }) => component.startsWith('Data transfer out to the internet') && quantity !== undefined,
    )
    .map(({ constructPath, component, quantity }) => [
      constructPath,
      component.replace(/^[^(]*/, ''),
      Number(quantity?.expected),
    ]);
}

test('what the account sends counts once, in the region of most stacks', () => {
  expect(gigabytes({ account: { monthlyOutboundInternetGb: 350 } })).toEqual([
    ['account/us-east-2', '(first 10,240 GB)', 350],
  ]);
});

test('another region can be named', () => {
  const usage = { account: { monthlyOutboundInternetGb: 350 }, 'account/us-west-2': { monthlyOutboundInternetGb: 20 } };
  expect(gigabytes(usage).map(([path, , amount]) => [path, amount])).toEqual([
    ['account/us-east-2', 350],
    ['account/us-west-2', 20],
  ]);
});

test('a free quantity is taken off once, not in each region', () => {
  const usage = { account: { monthlyOutboundInternetGb: 350 }, 'account/us-west-2': { monthlyOutboundInternetGb: 20 } };
  expect(gigabytes(usage, true)).toEqual([
    ['account/us-east-2', '(first 100 GB)', 100],
    ['account/us-east-2', '(next 10,140 GB)', 250],
    ['account/us-west-2', '(first 10,240 GB)', 20],
  ]);
});

test('a template that sends nothing has no line for it', () => {
  const body = { Resources: { Key: { Type: 'AWS::KMS::Key' } } };
  expect(estimate([{ stack: 's', file: 's', text: '', body }]).lines.map(({ component }) => component)).toEqual([
    'Key',
    'Requests',
  ]);
});
