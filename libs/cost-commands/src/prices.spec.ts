import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';
import type { Answer, Asked } from './testing/price-list';
import { priceList, product } from './testing/price-list';

const SNAPSHOT = JSON.stringify({
  asOf: '2026-01-01',
  sources: ['https://aws.amazon.com/vpc/pricing/'],
  prices: {
    'AmazonEC2/NatGateway-Hours': { unit: 'Hrs', regions: { 'us-east-2': ['0.045', 0, '2026-01-01', 'listed'] } },
    'AmazonEC2/NatGateway-Bytes': { unit: 'GB', regions: { 'us-east-2': ['0.045', 0, '2026-01-01', 'listed'] } },
  },
});

const ENVIRONMENT = { ...process.env };

beforeEach(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAIOSFODNN7EXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not a secret';
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
});

afterAll(() => {
  process.env = ENVIRONMENT;
});

async function refresh(answer: (asked: Asked, count: number) => Answer, ...args: string[]) {
  const folder = folderWith({ 'prices.json': SNAPSHOT, 'web.yaml': TEMPLATE });
  const file = join(folder, 'prices.json');
  const list = await priceList(answer);
  try {
    const result = await cli('prices', 'refresh', '--out', file, '--endpoint', list.endpoint, '--from', 'api', ...args);
    expect(readdirSync(folder).sort()).toEqual(['prices.json', 'web.yaml']);
    return { ...result, folder, file, asked: list.asked, text: readFileSync(file, 'utf8') };
  } finally {
    await list.close();
  }
}

const usageTypeOf = ({ Filters }: Asked) => Filters.find(({ Field }) => Field === 'usagetype')?.Value ?? '';

describe('careplane-cost prices refresh', () => {
  it('reads all pages, tries again when it is throttled, and writes what estimate then uses', async () => {
    const { exit, stdout, folder, file, asked, text } = await refresh((question, count) => {
      if (count <= 2) return { status: 400, error: 'ThrottlingException' };
      if (usageTypeOf(question).endsWith('Bytes'))
        return { products: [product('USE2-NatGateway-Bytes', '0.0450000000')] };
      return question.NextToken === undefined
        ? { products: [product('USE2-NatGateway-Something', '9')], next: 'page 2' }
        : { products: [product('USE2-NatGateway-Hours', '0.0500000000')] };
    });
    expect(exit).toBe(0);
    expect(stdout).toContain('Prices that changed: 1; unchanged: 1; kept because the list is ambiguous: 0.');
    expect(JSON.parse(text)).toMatchObject({
      asOf: '2026-11-20',
      prices: { 'AmazonEC2/NatGateway-Hours': { regions: { 'us-east-2': ['0.05', 1, '2026-11-20', 'listed'] } } },
    });
    expect(asked.at(-1)).toMatchObject({ ServiceCode: 'AmazonEC2' });
    expect(asked.some(({ NextToken }) => NextToken === 'page 2')).toBe(true);
    const priced = await cli('estimate', join(folder, 'web.yaml'), '--region', 'us-east-2', '--prices', file);
    expect(priced.stdout).toMatch(/NAT gateway hours +730 hours × 0\.05 +36\.50/);
  });

  it.each<[string, (asked: Asked, count: number) => Answer, RegExp]>([
    [
      'one question of two has no answer',
      (question) =>
        usageTypeOf(question).endsWith('Bytes')
          ? { status: 400, error: 'InvalidParameterException' }
          : { products: [product('USE2-NatGateway-Hours', '0.05')] },
      /did not answer: InvalidParameterException[^]*Nothing was changed/,
    ],
    [
      'the credentials are too old',
      () => ({ status: 400, error: 'ExpiredTokenException' }),
      /does not accept the credentials[^]*aws sso login/,
    ],
    [
      'the credentials may not',
      () => ({ status: 400, error: 'AccessDeniedException' }),
      /do not allow pricing:GetProducts/,
    ],
    ['the list knows none of the prices', () => ({ products: [] }), /has none of these prices/],
  ])('changes nothing when %s, and ends with 3', async (_, answer, result) => {
    const { exit, stdout, stderr, text } = await refresh(answer);
    expect({ exit, stdout, text }).toEqual({ exit: 3, stdout: '', text: SNAPSHOT });
    expect(stderr).toMatch(result);
  });

  it('says what to do without credentials', async () => {
    for (const name of Object.keys(process.env)) if (/^AWS_(?!SDK_JS)/.test(name)) delete process.env[name];
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = process.env['AWS_CONFIG_FILE'] = '/nowhere';
    const { exit, stderr, text } = await refresh(() => ({ products: [] }));
    expect({ exit, text }).toEqual({ exit: 3, text: SNAPSHOT });
    expect(stderr).toContain('No AWS credentials were found');
  });

  it('refuses a region that the snapshot does not have', async () => {
    const { exit, stderr, text } = await refresh(() => ({ products: [] }), '--region', 'us-west-2');
    expect({ exit, text }).toEqual({ exit: 2, text: SNAPSHOT });
    expect(stderr).toContain('the snapshot has no prices of it');
  });
});

describe('careplane-cost prices', () => {
  it('shows those that hold all words, with date and confidence', async () => {
    const { exit, stdout } = await cli('prices', 'show', 'natgateway-hours', 'us-east-2');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^AmazonEC2\/NatGateway-Hours +us-east-2 +0\.045 +Hrs +\d{4}-\d{2}-\d{2} +[lda]$/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const { prices } = JSON.parse((await cli('prices', 'show', 'natgateway-hours', 'us-east-2', '--json')).stdout) as {
      prices: object[];
    };
    expect(prices).toMatchObject([{ usd: 0.045, region: 'us-east-2' }]);
    expect((await cli('prices', 'show', 'no-such-thing')).stdout).toContain('No price matches no-such-thing');
  });

  it('are verified: those that come with Careplane have no hole', async () => {
    const { exit, stdout } = await cli('prices', 'verify');
    expect(exit).toBe(0);
    expect(stdout).toContain('no price is missing');
  });

  it('are verified: a hole is named, with 2', async () => {
    const folder = folderWith({ 'prices.json': SNAPSHOT.replace('"0.045"', '"0,045"') });
    const { exit, stdout, stderr } = await cli('prices', 'verify', '--prices', join(folder, 'prices.json'));
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(
      /prices\.AmazonEC2\/NatGateway-Hours\.us-east-2 is not a price[^]*"0,045"[^]*prices refresh/,
    );
    expect(existsSync(join(folder, 'prices.json'))).toBe(true);
  });
});
