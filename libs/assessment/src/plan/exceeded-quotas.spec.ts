import { exceededQuotas, quotaSentence } from './exceeded-quotas';

const stack = (region: string, type: string, count: number, account = '111122223333') => ({
  account,
  region,
  template: {
    Resources: Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, { Type: type }])),
  },
});

const HEADERS = 'AWS::CloudFront::ResponseHeadersPolicy';
const RULE = 'AWS::Events::Rule';

test('stacks of an account are counted together, where the quota is one of the account', () => {
  const stacks = [
    stack('us-east-1', HEADERS, 12),
    stack('us-east-1', HEADERS, 9),
    stack('us-east-1', HEADERS, 9, '444455556666'),
  ];
  expect(exceededQuotas(stacks)).toMatchObject([{ account: '111122223333', planned: 21, most: 20, adjustable: true }]);
  expect(exceededQuotas(stacks.slice(1))).toEqual([]);
});

test('regions are counted apart, where each has the quota', () => {
  expect(exceededQuotas([stack('us-east-1', RULE, 200), stack('us-east-2', RULE, 200)])).toEqual([]);
  const [exceeded] = exceededQuotas([stack('us-east-2', RULE, 200), stack('us-east-2', RULE, 101)]);
  expect(exceeded).toMatchObject({ region: 'us-east-2', planned: 301 });
});

test('the sentence says how many, where, and what to do', () => {
  const sentences = exceededQuotas([
    stack('us-east-1', HEADERS, 21),
    stack('us-east-1', 'AWS::Logs::ResourcePolicy', 11),
  ]);
  expect(sentences.map(quotaSentence)).toEqual([
    '21 response headers policies of CloudFront in account 111122223333; AWS allows 20 by default. Ask for more in the Service Quotas console before the deploy, unless you have done so. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html',
    '11 resource policies of CloudWatch Logs in account 111122223333 in us-east-1; AWS allows 10. AWS gives no more: move some environments to another account. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html',
  ]);
});
