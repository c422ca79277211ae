import { estimate } from './estimate';
import { PRICED_TYPES } from './resources/registry';
import { template, usageOfAll } from './testing/arbitrary-templates';
import { unsoundIn } from './testing/unsound';

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
  const usage = usageOfAll(counted);
  expect(unsoundIn(estimate([template('s', { Resources })], { region: 'us-east-2', usage }))).toEqual([]);
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
    reason: 'The snapshot has no price for NAT gateway hours, Data processed.',
  });
  expect(totals.high.toString()).toBe('0');
});

test('a parameter that no template declares is a problem, with the name that was meant', () => {
  const content = { Parameters: { ImageDigest: { Type: 'String', Default: '' } }, Resources: {} };
  const { problems } = estimate([template('s', content)], { parameters: { ImageDigst: 'x' } });
  expect(problems).toMatchObject([{ path: 'parameter.ImageDigst', fix: 'Write --parameter ImageDigest=….' }]);
  expect(estimate([template('s', content)], { parameters: { ImageDigest: 'x' } }).problems).toEqual([]);
});
