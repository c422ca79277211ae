// DuckDB, for bills: the engine that adds one as fast as this machine can. It is measured in the same run where it is installed,
// in the environment that `npm run e2e -- bills` makes.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');
/** The same version as in e2e/suites/bills.ts. */
const python = join(cache, 'duckdb-2.0.1/bin/python3');

/** Adds a bill by service and month, and prints the processor seconds of the query; writes Parquet if a place is given. */
const PROGRAM = `
import resource, sys, duckdb
source, parquet = sys.argv[1], sys.argv[2:]
def busy():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
if parquet:
    duckdb.sql(f"""COPY (SELECT * REPLACE (CAST("lineItem/UnblendedCost" AS DOUBLE) AS "lineItem/UnblendedCost")
        FROM read_csv('{source}', all_varchar = true)) TO '{parquet[0]}' (FORMAT parquet, COMPRESSION snappy)""")
else:
    before = busy()
    table = f"read_csv('{source}')" if source.endswith('.csv') else f"read_parquet('{source}')"
    duckdb.sql(f"""SELECT "lineItem/ProductCode", left(CAST("bill/BillingPeriodStartDate" AS VARCHAR), 7) AS month,
        sum(CAST("lineItem/UnblendedCost" AS DECIMAL(38, 10))) FROM {table} GROUP BY ALL""").fetchall()
    print(busy() - before)
`;

/** Whether DuckDB is there. */
export function hasDuckDb(): boolean {
  return existsSync(python);
}

/** Processor seconds in which DuckDB adds a bill, CSV or Parquet, on all processors. */
export function duckDbSeconds(bill: string): number {
  return Number(duckDb([bill]));
}

/** Writes a bill as Parquet, its costs as binary fractions, as AWS Data Exports does. */
export function writeParquet(bill: string, parquet: string): void {
  duckDb([bill, parquet]);
}

function duckDb(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, ['-c', PROGRAM, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`DuckDB ended with ${status}: ${stderr}`);
  return stdout;
}
