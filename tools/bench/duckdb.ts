// DuckDB, for bills: the engine that adds one as fast as this machine can. It is measured in the same run where it is installed,
// in the folder that `npm run e2e -- bills` makes. Programs that are started there find the engine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');
/** The same version as in e2e/suites/bills.ts. */
export const duckDbFolder = join(cache, 'duckdb-node-api-1.5.6-r.1');

/**
 * Adds a bill by what `tco` tells apart, exactly to ten places, and prints the processor seconds of the query and those on the
 * clock; writes Parquet if a place is given.
 */
const PROGRAM = `
const { createRequire } = require('node:module');
const { DuckDBInstance } = createRequire(process.cwd() + '/package.json')('@duckdb/node-api');
const [source, parquet] = process.argv.slice(1);
(async () => {
  const options = parquet ? { threads: '2', memory_limit: '1GB' } : { threads: '2' };
  const connection = await (await DuckDBInstance.create(':memory:', options)).connect();
  if (parquet) {
    await connection.run(\`COPY (SELECT * REPLACE (CAST("lineItem/UnblendedCost" AS DOUBLE) AS "lineItem/UnblendedCost",
        CAST("bill/BillingPeriodStartDate" AS TIMESTAMP) AS "bill/BillingPeriodStartDate")
        FROM read_csv('\${source}', all_varchar = true)) TO '\${parquet}' (FORMAT parquet, COMPRESSION snappy)\`);
    return;
  }
  const table = source.endsWith('.csv') ? \`read_csv('\${source}', all_varchar = true)\` : \`read_parquet('\${source}/*.parquet')\`;
  const [before, start] = [process.cpuUsage(), performance.now()];
  await connection.runAndReadAll(\`SELECT "bill/BillingPeriodStartDate", "lineItem/LineItemType", "lineItem/ProductCode",
      "product/ProductName", "lineItem/CurrencyCode", sum(CAST("lineItem/UnblendedCost" AS DECIMAL(18, 10))), count(*)
      FROM \${table} GROUP BY ALL\`);
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ processor: (user + system) / 1e6, clock: (performance.now() - start) / 1e3 }));
})();
`;

/** Seconds that something took. */
export interface Seconds {
  /** Of all processors together. */
  readonly processor: number;
  readonly clock: number;
}

/** Whether DuckDB is there. */
export function hasDuckDb(): boolean {
  return existsSync(join(duckDbFolder, 'installed'));
}

/**
 * How long DuckDB takes to add a bill, without its start.
 *
 * @param bill a CSV, or a folder of Parquet
 */
export function duckDbSeconds(bill: string): Seconds {
  return JSON.parse(duckDb([bill])) as Seconds;
}

/** Writes a bill as Parquet, its costs as binary fractions, as AWS Data Exports does. */
export function writeParquet(bill: string, parquet: string): void {
  duckDb([bill, parquet]);
}

function duckDb(args: readonly string[]): string {
  const options = { encoding: 'utf8', cwd: duckDbFolder } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PROGRAM, ...args], options);
  if (status !== 0) throw new Error(`DuckDB ended with ${status}: ${stderr}`);
  return stdout;
}
