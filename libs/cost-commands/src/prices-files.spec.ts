import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { offerFile, offerServer } from './testing/offer-server';
import type { OfferRow, OfferServerOptions } from './testing/offer-server';

const PRICE = (usd: string) => ({ unit: 'Hrs', regions: { 'us-east-2': [usd, 0, '2026-01-01', 'listed'] } });
const SNAPSHOT = JSON.stringify({
  asOf: '2026-01-01',
  sources: ['https://aws.amazon.com/vpc/pricing/'],
  prices: {
    'AmazonEC2/NatGateway-Hours': PRICE('0.045'),
    'AmazonEC2/NatGateway-Bytes': PRICE('0.045'),
    'AmazonRDS/InstanceUsage:db.t4g.small/mysql': PRICE('0.032'),
    'AmazonNowhere/Thing': PRICE('1'),
  },
});

/** Many rows that no one asked for, as in AWS's files, and those of the gateway. */
const EC2: readonly OfferRow[] = [
  ...Array.from({ length: 300 }, (_, index): OfferRow => ({
    sku: `R${index}`,
    usageType: 'USE2-BoxUsage:x',
    usd: '9',
    term: 'Reserved',
  })),
  { sku: 'NAT', usageType: 'USE2-NatGateway-Hours', usd: '0.0500000000' },
  { sku: 'NAT', usageType: 'USE2-NatGateway-Hours', usd: '0.0100000000', term: 'Reserved' },
  { sku: 'BYTES', usageType: 'USE2-NatGateway-Bytes', usd: '0.0450000000' },
];
const RDS: readonly OfferRow[] = [
  { sku: 'MY', usageType: 'USE2-InstanceUsage:db.t4g.small', usd: '0.0320000000', engine: 'MySQL' },
  { sku: 'PG', usageType: 'USE2-InstanceUsage:db.t4g.small', usd: '0.0360000000', engine: 'PostgreSQL' },
];
const FILES = {
  'AmazonEC2/us-east-2': offerFile('AmazonEC2', EC2),
  'AmazonRDS/us-east-2': offerFile('AmazonRDS', RDS),
};

async function refresh(
  folder: string,
  options: OfferServerOptions = {},
  files: Readonly<Record<string, string>> = FILES,
) {
  const server = await offerServer(files, options);
  const out = join(folder, 'new.json');
  const place = ['--prices', join(folder, 'prices.json'), '--out', out, '--endpoint', server.endpoint];
  try {
    const result = await cli('prices', 'refresh', ...place);
    return { ...result, asked: server.asked, text: existsSync(out) ? readFileSync(out, 'utf8') : '' };
  } finally {
    await server.close();
  }
}

const start = () => folderWith({ 'prices.json': SNAPSHOT });

describe('careplane-cost prices refresh from public files', () => {
  it('takes the on-demand prices over, with their date and source, and keeps what AWS does not list', async () => {
    const folder = start();
    const { exit, stdout, text } = await refresh(folder);
    expect(exit).toBe(0);
    expect(stdout).toContain('Prices that changed: 1; unchanged: 2; kept because the list is ambiguous: 1.');
    expect(JSON.parse(text)).toMatchObject({
      asOf: '2026-11-20',
      sources: expect.arrayContaining([
        'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/region_index.json',
      ]) as string[],
      prices: {
        'AmazonEC2/NatGateway-Hours': { regions: { 'us-east-2': ['0.05', 1, '2026-11-20', 'listed'] } },
        'AmazonRDS/InstanceUsage:db.t4g.small/mysql': {
          regions: { 'us-east-2': ['0.032', 2, '2026-11-20', 'listed'] },
        },
        'AmazonNowhere/Thing': { regions: { 'us-east-2': ['1', 0, '2026-01-01', 'listed'] } },
      },
    });
    expect(readdirSync(folder).sort()).toEqual(['new.json', 'prices.json']);
  });

  it('continues a file where the connection broke, at every place', async () => {
    const whole = await refresh(start());
    const broken = await refresh(start(), { breakAfter: 30_000 });
    expect(broken).toMatchObject({ exit: 0, text: whole.text });
    expect(broken.asked).toContain('AmazonEC2/us-east-2 bytes=30000-');
  });

  it('that was interrupted writes nothing, and reads only the rest when it is run again', async () => {
    const folder = start();
    const first = await refresh(folder, { failing: ['AmazonRDS/us-east-2'] });
    expect({ exit: first.exit, text: first.text }).toEqual({ exit: 3, text: '' });
    expect(first.stderr).toMatch(/HTTP 500[^]*Nothing was changed[^]*continues with the files that are left/);
    const second = await refresh(folder);
    expect(second).toMatchObject({ exit: 0, asked: ['AmazonRDS/us-east-2', 'AmazonNowhere/us-east-2'] });
    expect(second.text).toBe((await refresh(start())).text);
  });

  it('refuses an answer that is no price list', async () => {
    const { exit, stderr, text } = await refresh(start(), {}, { 'AmazonEC2/us-east-2': '<html>Sign in</html>' });
    expect({ exit, text }).toEqual({ exit: 3, text: '' });
    expect(stderr).toContain('is not a price list of AWS');
  });
});
