// How long careplane-cost takes with a bill, in how much memory, and how that grows. The bill is made here, as a Cost and
// Usage Report of BENCH_BILL_MB (1024 by default), as CSV and as Parquet, and is gone afterwards.
import { spawnSync } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { duckDbFolder, duckDbSeconds, hasDuckDb, writeParquet } from '../duckdb';
import type { Seconds } from '../duckdb';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const command = join(root, 'apps/cost/bin/careplane-cost.js');
const MEGABYTES = Number(process.env['BENCH_BILL_MB'] ?? 1024);
/** In place of figures, on a machine without the engine. */
const NO_DUCKDB = 'not measured: npm run e2e -- bills installs DuckDB';

interface Measured extends Seconds {
  /** The most memory that the process ever held. */
  readonly peakMiB: number;
}

export default function billing(folder: string, say: Say): Row[] {
  const template = join(folder, 'template.yaml');
  writeFileSync(template, 'Resources:\n  Nat: { Type: AWS::EC2::NatGateway }\n');
  const billOf = (megabytes: number) => writeBill(join(folder, `${megabytes}.csv`), megabytes, say);
  const [small, large] = [billOf(MEGABYTES / 2), billOf(MEGABYTES)];
  const tco = (bill: string, ...options: string[]) =>
    measured([command, 'tco', template, '--billing', bill, '--json', ...options], folder);
  say(`careplane-cost tco of ${MEGABYTES / 2} and ${MEGABYTES} MB`);
  const half = tco(small);
  const whole = tco(large);
  const growth = whole.processor / half.processor;
  return [
    [`tco with a CSV of ${MEGABYTES} MB`, secondsText(whole), '', undefined],
    ['  a second of processor', `${(MEGABYTES / whole.processor).toFixed(0)} MB`, '', undefined],
    ['linear: the whole bill : half of it', `${growth.toFixed(2)}×`, 'at most 2.2×', growth <= 2.2],
    ['peak memory', `${whole.peakMiB.toFixed(0)} MiB`, 'below 200 MiB', whole.peakMiB < 200],
    ...(hasDuckDb()
      ? [againstDuckDb('CSV', whole, duckDbSeconds(large)), ...parquetRows(folder, large, tco, say)]
      : [["tco : DuckDB's aggregation alone", NO_DUCKDB, 'at most 2×', undefined] as const]),
  ];
}

/** As much Parquet, in files as large as what the CSV becomes: with DuckDB, and one file of them without. */
function parquetRows(
  folder: string,
  csv: string,
  tco: (bill: string, ...options: string[]) => Measured,
  say: Say,
): Row[] {
  say(`Parquet of ${MEGABYTES} MB`);
  const [one, all] = [join(folder, 'one'), join(folder, 'all')];
  for (const place of [one, all]) mkdirSync(place);
  const first = join(one, 'part.parquet');
  writeParquet(csv, first);
  const bytes = statSync(first).size;
  const files = Math.ceil((MEGABYTES * 1e6) / bytes);
  for (let index = 0; index < files; index += 1) linkSync(first, join(all, `part-${index}.parquet`));
  const withDuckDb = tco(all, '--engine', 'duckdb');
  const theirs = duckDbSeconds(all);
  const without = tco(one, '--engine', 'javascript');
  const size = (bytes / 1e6).toFixed(0);
  return [
    againstDuckDb(`${files} files of Parquet with ${size} MB each`, withDuckDb, theirs),
    ['  peak memory', `${withDuckDb.peakMiB.toFixed(0)} MiB`, 'below 400 MiB', withDuckDb.peakMiB < 400],
    [`without DuckDB: one of these files`, secondsText(without), '', undefined],
    ['  peak memory', `${without.peakMiB.toFixed(0)} MiB`, 'below 400 MiB', without.peakMiB < 400],
  ];
}

function againstDuckDb(what: string, ours: Seconds, theirs: Seconds): Row {
  const ratio = ours.processor / theirs.processor;
  const figures = `${ratio.toFixed(1)}× of processor (${secondsText(ours)}; DuckDB ${secondsText(theirs)})`;
  return [`tco : DuckDB's aggregation alone, ${what}`, figures, 'at most 2×', ratio <= 2];
}

function secondsText({ processor, clock }: Seconds): string {
  return `${processor.toFixed(1)} s of processor, ${clock.toFixed(1)} s on the clock`;
}

/** A node process, started where DuckDB is if it is installed: its processor time says nothing of what else the machine does. */
function measured(args: readonly string[], folder: string): Measured {
  const preload = join(folder, 'measure.cjs');
  const file = join(folder, 'measured');
  writeFileSync(
    preload,
    `process.on('exit', () => {
      const { user, system } = process.cpuUsage();
      const figures = { processor: (user + system) / 1e6, clock: process.uptime(), peakMiB: process.resourceUsage().maxRSS / 1024 };
      require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(figures));
    });`,
  );
  const cwd = hasDuckDb() ? duckDbFolder : folder;
  const options = { encoding: 'utf8', maxBuffer: 2 ** 26, cwd } as const;
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, ...args], options);
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Measured;
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
