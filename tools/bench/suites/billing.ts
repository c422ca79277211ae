// How long careplane-cost takes with a bill, in how much memory, and how that grows. The bill is made here, as a Cost and
// Usage Report of BENCH_BILL_MB (1024 by default), and is gone afterwards.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { duckDbSeconds, hasDuckDb, writeParquet } from '../duckdb';
import { peakMiB } from '../measure';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const command = join(root, 'apps/cost/bin/careplane-cost.js');
const MEGABYTES = Number(process.env['BENCH_BILL_MB'] ?? 1024);

export default function billing(folder: string, say: Say): Row[] {
  const template = join(folder, 'template.yaml');
  writeFileSync(template, 'Resources:\n  Nat: { Type: AWS::EC2::NatGateway }\n');
  const billOf = (megabytes: number) => writeBill(join(folder, `${megabytes}.csv`), megabytes, say);
  const [small, large] = [billOf(MEGABYTES / 2), billOf(MEGABYTES)];
  const tco = (bill: string) => [command, 'tco', template, '--billing', bill, '--json'];
  say(`careplane-cost tco of ${MEGABYTES / 2} and ${MEGABYTES} MB`);
  const half = processorSeconds(tco(small), folder);
  const whole = processorSeconds(tco(large), folder);
  const peak = peakMiB(tco(large), folder);
  const growth = whole / half;
  return [
    [`tco with a bill of ${MEGABYTES} MB`, `${whole.toFixed(1)} s of processor`, '', undefined],
    ['  a second', `${(MEGABYTES / whole).toFixed(0)} MB`, '', undefined],
    ['linear: the whole bill : half of it', `${growth.toFixed(2)}×`, 'at most 2.2×', growth <= 2.2],
    ['peak memory', `${peak.toFixed(0)} MiB`, 'below 200 MiB', peak < 200],
    ...besideDuckDb(folder, large, whole, tco, say),
  ];
}

/** The same bill, added by DuckDB in the same run. */
function besideDuckDb(
  folder: string,
  csv: string,
  csvSeconds: number,
  tco: (bill: string) => readonly string[],
  say: Say,
): Row[] {
  if (!hasDuckDb())
    return [['tco : DuckDB', 'not measured: npm run e2e -- bills installs DuckDB', 'at most 2×', undefined]];
  say('the same bill as Parquet, and DuckDB');
  const parquet = join(folder, 'bill.parquet');
  writeParquet(csv, parquet);
  const parquetSeconds = processorSeconds(tco(parquet), folder);
  const parquetPeak = peakMiB(tco(parquet), folder);
  return [
    againstDuckDb('CSV', csvSeconds, duckDbSeconds(csv)),
    againstDuckDb('Parquet', parquetSeconds, duckDbSeconds(parquet)),
    ['peak memory, Parquet', `${parquetPeak.toFixed(0)} MiB`, 'below 400 MiB', parquetPeak < 400],
  ];
}

function againstDuckDb(format: string, ours: number, theirs: number): Row {
  const ratio = ours / theirs;
  const figures = `${ratio.toFixed(1)}× (${ours.toFixed(1)} : ${theirs.toFixed(1)} s of processor)`;
  return [`tco : DuckDB's aggregation alone, ${format}`, figures, 'at most 2×', ratio <= 2];
}

/** Processor time of a node process: minutes of it, in which the clock would also tell what else the machine does. */
function processorSeconds(args: readonly string[], folder: string): number {
  const preload = join(folder, 'cpu.cjs');
  const file = join(folder, 'cpu');
  writeFileSync(
    preload,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.cpuUsage().user + process.cpuUsage().system)));`,
  );
  const options = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, ...args], options);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(readFileSync(file, 'utf8')) / 1e6;
}

const COLUMNS = [
  'identity/LineItemId',
  'identity/TimeInterval',
  'bill/BillingPeriodStartDate',
  'bill/PayerAccountId',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/Operation',
  'lineItem/ResourceId',
  'lineItem/UsageAmount',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedRate',
  'lineItem/UnblendedCost',
  'lineItem/LineItemDescription',
  'product/ProductName',
  'product/region',
  'resourceTags/user:service',
];
const SERVICES = [
  'AmazonECS',
  'AmazonRDS',
  'AmazonEC2',
  'AmazonS3',
  'AWSELB',
  'AmazonCloudWatch',
  'AmazonVPC',
  'awskms',
];

/** Rows as AWS writes them, different from each other, a million and more to the gigabyte. */
function writeBill(file: string, megabytes: number, say: Say): string {
  say(`writing a bill of ${megabytes} MB`);
  const handle = openSync(file, 'w');
  try {
    let left = megabytes * 1_000_000 - writeSync(handle, `${COLUMNS.join(',')}\n`);
    for (let row = 0; left > 0;) {
      const rows: string[] = [];
      for (let index = 0; index < 2000; index += 1, row += 1) rows.push(rowOf(row));
      left -= writeSync(handle, rows.join(''));
    }
  } finally {
    closeSync(handle);
  }
  return file;
}

function rowOf(row: number): string {
  const service = SERVICES[row % SERVICES.length] ?? '';
  const month = String((row % 3) + 7).padStart(2, '0');
  const day = String((row % 28) + 1).padStart(2, '0');
  const start = `2026-${month}-${day}T00:00:00Z`;
  const id = (row * 2654435761).toString(36).padStart(12, '0');
  const cost = `${row % 7}.${String((row * 7919) % 10_000_000_000).padStart(10, '0')}`;
  return `${id}abcdefghijklmnopqrstuvwxyz0123456789,${start}/2026-${month}-${day}T01:00:00Z,2026-${month}-01T00:00:00Z,111122223333,111122223333,Usage,${start},${service},USE2-SomeUsage:${row % 97},RunTask,"arn:aws:ecs:us-east-2:111122223333:task/medmo/${id}",1.0000000000,USD,0.0404800000,${cost},"$0.04048 per vCPU-Hour, ""on demand"", in US East (Ohio)",,us-east-2,medmo-${row % 12}\n`;
}
