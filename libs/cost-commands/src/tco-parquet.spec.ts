import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

const file = (columnData: Columns) => new Uint8Array(parquetWriteBuffer({ columnData }));

/** A CUR 2.0 as AWS Data Exports writes it: costs are doubles, and the products are a map that is not read. */
const cur = (...costs: (number | null)[]) =>
  file([
    { name: 'identity_line_item_id', data: costs.map((_, index) => `id-${index}`), type: 'STRING' },
    { name: 'line_item_unblended_cost', data: costs, type: 'DOUBLE' },
    { name: 'line_item_product_code', data: costs.map(() => 'AmazonEC2'), type: 'STRING' },
    { name: 'line_item_currency_code', data: costs.map(() => 'USD'), type: 'STRING' },
    {
      name: 'bill_billing_period_start_date',
      data: costs.map(() => new Date('2026-09-01T00:00:00Z')),
      type: 'TIMESTAMP',
    },
  ]);

async function tco(files: Record<string, string | Uint8Array>, ...args: string[]) {
  const folder = folderWith({ 'web.yaml': TEMPLATE, ...files });
  const place = join(folder, 'bills');
  return cli('tco', join(folder, 'web.yaml'), '--region', 'us-east-2', '--billing', place, ...args);
}

const billed = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as { oldMonthlyUsd: number }).oldMonthlyUsd;

describe('careplane-cost tco with Parquet', () => {
  it('adds the costs of a CUR 2.0 exactly, whatever the name of the file', async () => {
    const result = await tco({ bills: cur(0.1, 0.2, 1.5e-7) }, '--json');
    expect(result).toMatchObject({ exit: 0 });
    expect(billed(result)).toBe(0.30000015);
  });

  it('names a row without a cost, and ends with 2', async () => {
    const result = await tco({ bills: cur(1, null, 2) }, '--json');
    expect(result.exit).toBe(2);
    expect(billed(result)).toBe(3);
    expect(result.stderr).toMatch(/1 of 3 rows could not be read[^]*row 2: its unblended cost is not a number/);
  });

  it('reads all files of a folder, in the ways that AWS writes them', async () => {
    const csv = 'lineItem/UnblendedCost,lineItem/ProductCode,bill/BillingPeriodStartDate\n4,AmazonEC2,2026-09-01\n';
    const result = await tco(
      {
        'bills/BILLING_PERIOD=2026-09/part-1.snappy.parquet': cur(1),
        'bills/BILLING_PERIOD=2026-09/part-2.csv.gz': gzipSync(csv),
        'bills/manifest.json': '{}',
      },
      '--json',
    );
    expect(result).toMatchObject({ exit: 0 });
    expect(billed(result)).toBe(5);
  });

  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      'two versions of one month',
      { 'bills/BILLING_PERIOD=2026-09/a/1.parquet': cur(1), 'bills/BILLING_PERIOD=2026-09/b/1.parquet': cur(1) },
      /several versions of one month: a and b/,
    ],
    [
      'Parquet that is no bill',
      { bills: file([{ name: 'x', data: [1], type: 'INT32' }]) },
      /is not a supported bill|is not a CSV file/,
    ],
    ['a damaged file', { bills: cur(1).subarray(0, 80) }, /cannot be read as Parquet/],
  ])('refuses %s with 2', async (_, files, message) => {
    const { exit, stdout, stderr } = await tco(files);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('reads decimals without rounding', async () => {
    const decimal = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 4 },
        {
          name: 'BilledCost',
          type: 'INT64',
          repetition_type: 'REQUIRED',
          converted_type: 'DECIMAL',
          precision: 18,
          scale: 10,
        },
        { name: 'BillingCurrency', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'ServiceName', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'BillingPeriodStart', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      ],
      columnData: [
        { name: 'BilledCost', data: [0.1, 0.2, -0.05] },
        { name: 'BillingCurrency', data: ['USD', 'USD', 'USD'] },
        { name: 'ServiceName', data: ['A', 'A', 'A'] },
        { name: 'BillingPeriodStart', data: ['2026-09-01', '2026-09-01', '2026-09-01'] },
      ],
    });
    const result = await tco({ bills: new Uint8Array(decimal) }, '--json');
    expect(billed(result)).toBe(0.25);
  });

  it('names the package that --engine duckdb needs, and how to install it', async () => {
    const result = await tco({ bills: cur(1) }, '--engine', 'duckdb');
    expect(result.exit).toBe(2);
    expect(result.stderr).toContain(
      'The package @duckdb/node-api is not installed. To install it: npm install --save-dev @duckdb/node-api',
    );
  });

  it('names it once for a large bill, and reads the bill without it', async () => {
    const folder = folderWith({ 'web.yaml': TEMPLATE, 'bills/a.parquet': cur(1), 'bills/b.parquet': cur(2) });
    // As large as a large bill, with no more in it: the metadata is at the end.
    const large = join(folder, 'bills/a.parquet');
    const bytes = readFileSync(large);
    truncateSync(large, 130 * 2 ** 20);
    appendFileSync(large, bytes.subarray(bytes.length - (bytes.readUInt32LE(bytes.length - 8) + 8)));
    const result = await cli(
      'tco',
      join(folder, 'web.yaml'),
      '--region',
      'us-east-2',
      '--billing',
      join(folder, 'bills'),
      '--json',
    );
    expect(result).toMatchObject({ exit: 0 });
    expect(billed(result)).toBe(3);
    expect(result.stderr.split('DuckDB reads them ten times faster')).toHaveLength(2);
    expect(result.stderr).toContain('The bill has 130 MB of Parquet');
  });
});
