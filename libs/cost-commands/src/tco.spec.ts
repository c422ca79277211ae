import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const HEADER = 'BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ServiceName';
const ROWS = `400,USD,2026-08-01T00:00:00Z,Usage,Amazon Elastic Compute Cloud - Compute
420,USD,2026-09-01T00:00:00Z,Usage,Amazon Elastic Compute Cloud - Compute
30,USD,2026-09-01T00:00:00Z,Usage,Amazon WorkMail
60,USD,2026-09-01T00:00:00Z,Tax,Tax`;
const BILL = `${HEADER}\n${ROWS}\n`;

const tco = (files: Record<string, string | Uint8Array>, ...args: string[]) => {
  const folder = folderWith({ 'web.yaml': TEMPLATE, 'bill.csv': BILL, ...files });
  const billing = args.includes('--billing') ? [] : ['--billing', join(folder, 'bill.csv')];
  return cli('tco', join(folder, 'web.yaml'), '--region', 'us-east-2', ...billing, ...args);
};

describe('careplane-cost tco', () => {
  it('sets the bill beside the estimate', async () => {
    const { exit, stdout } = await tco({}, '--migration-cost', '1000');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/EC2 and NAT gateways +410\.00 +32\.85 +-377\.15/);
    expect(stdout).toMatch(/12 months +5,100\.00/);
    expect(stdout).toMatch(/Break-even: month 3\./);
    expect(stdout).toMatch(/Data transfer +not billed +not known$/m);
    expect(stdout).toMatch(/Billed but not in the estimate, assumed to end with the move: Amazon WorkMail\s+15\.00/);
  });

  it('says the same of a gzipped bill, with a byte order mark, as data', async () => {
    const plain = await tco({}, '--json');
    const zipped = await tco({ 'bill.csv': gzipSync(`\uFEFF${BILL}`) }, '--json');
    expect(zipped.stdout).toBe(plain.stdout);
    expect(JSON.parse(plain.stdout)).toMatchObject({ oldMonthlyUsd: 425, months: ['2026-08', '2026-09'] });
  });

  it('names a broken row in the middle, counts the rest, and ends with 2', async () => {
    const [first = '', ...rest] = ROWS.split('\n');
    const { exit, stdout, stderr } = await tco({ 'bill.csv': [HEADER, first, '12,USD,"oops', ...rest].join('\n') });
    expect(exit).toBe(2);
    expect(stdout).toMatch(/EC2 and NAT gateways +410\.00/);
    expect(stderr).toMatch(
      /1 of 5 rows could not be read and are not in the figures above; all others are\.\n {2}row 3: its quotation marks do not match\nNext: /,
    );
  });

  it.each<[string, Record<string, string | Uint8Array>, readonly string[], RegExp]>([
    [
      'two currencies',
      { 'bill.csv': `${BILL}5,EUR,2026-09-01,Usage,Amazon EC2\n` },
      [],
      /bill\.csv:6[^]*two currencies: USD in row 2, EUR in row 6/,
    ],
    [
      'another currency',
      { 'bill.csv': `${HEADER}\n5,EUR,2026-09-01,Usage,Amazon EC2\n` },
      [],
      /is in EUR, but the estimate is in USD/,
    ],
    ['something else', { 'bill.csv': 'a,b\n1,2\n' }, [], /is not a supported bill[^]*group by "Service"/],
    ['an empty file', { 'bill.csv': '' }, [], /is not a CSV file with a header/],
    [
      'a ZIP',
      { 'bill.csv': Buffer.from('PK\u0003\u0004....') },
      [],
      /is a ZIP archive\. To correct it, unzip the file/,
    ],
    [
      'an Excel workbook',
      { 'bill.csv': Buffer.from(`PK\u0003\u0004${'.'.repeat(26)}[Content_Types].xml`) },
      [],
      /is an Excel workbook\. To correct it, save it as "CSV UTF-8"/,
    ],
    ['half a Parquet file', { 'bill.csv': Buffer.from('PAR1....') }, [], /cannot be read as Parquet/],
    ['gzipped Parquet', { 'bill.csv': gzipSync(Buffer.from('PAR1....')) }, [], /contains a Parquet file/],
    ['UTF-16', { 'bill.csv': Buffer.from(`\uFEFF${BILL}`, 'utf16le') }, [], /is text in UTF-16/],
    ['half a gzip', { 'bill.csv': gzipSync(BILL).subarray(0, 60) }, [], /is a damaged gzip file/],
    ['no file', {}, ['--billing', 'none.csv'], /none\.csv cannot be read: it does not exist/],
    ['a folder', {}, ['--billing', __dirname + '/commands'], /has no \.csv, \.csv\.gz or \.parquet file/],
    [
      'a service to keep that is not billed',
      {},
      ['--keep', 'WorkMial'],
      /the bill has no such service\. It has Amazon/,
    ],
    ['a cost that is none', {}, ['--migration-cost', '-5'], /must be an amount of US dollars/],
  ])('refuses %s with 2', async (_, files, args, message) => {
    const { exit, stdout, stderr } = await tco(files, ...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
