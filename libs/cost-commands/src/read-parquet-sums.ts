import { BillReader, ResourceLedger } from '@careplane/cost-model/bill';
import type { BillResult } from '@careplane/cost-model/bill';
import type { DuckDb } from './duckdb';
import { MAX_ROWS, parquetFile, sumsQuery } from './parquet-sums-query';
import type { ParquetColumn, SumsQuery } from './parquet-sums-query';

/** What the readers of a bill get, besides its file. */
export interface BillReaderOptions {
  readonly provider?: string | undefined;
  readonly resources?: ResourceLedger;
}

/**
 * Reads a bill in Parquet as sums: DuckDB adds the rows that differ in amounts only, and the reader of rows gets one row in place
 * of thousands. The figures are those of reading it row by row.
 *
 * @returns undefined if the file has to be read row by row: a row is broken, a column has an unusual type, the file is damaged or
 * no bill. That reader names the row and the reason.
 */
export async function readParquetSums(
  file: string,
  { provider, resources }: BillReaderOptions,
  engine: DuckDb,
): Promise<BillResult | undefined> {
  // A path with these signs is a pattern to DuckDB.
  if (/[*?[\]]/.test(file)) return undefined;
  const summed = await rowsOf(file, resources !== undefined, engine).catch(() => undefined);
  if (summed === undefined) return undefined;
  // Nothing reaches the ledger of resources before it is certain that no row is broken.
  const trial = read(new BillReader(file, provider, resources && new ResourceLedger(new Set())), summed);
  if (!trial.ok || trial.bill.brokenCount > 0) return undefined;
  return resources === undefined ? trial : read(new BillReader(file, provider, resources), summed);
}

/** Names of the columns of a file, and the answer of a query for its sums. */
interface Summed {
  readonly names: readonly string[];
  readonly query: SumsQuery;
  readonly answer: readonly (readonly unknown[])[];
}

function read(reader: BillReader, { names, query: { keys, amounts }, answer }: Summed): BillResult {
  reader.open(names);
  const cells = names.map(() => '');
  for (const [row, count, summed, ...others] of answer) {
    const set = (columns: readonly ParquetColumn[], from: number): void => {
      for (const [index, { position }] of columns.entries()) cells[position] = textOf(others[from + index]);
    };
    set(keys, 0);
    set(amounts, keys.length + (summed === true ? 0 : amounts.length));
    // Where the amounts are not sums, the row stands for each of the equal rows.
    const times = summed === true ? 1 : Number(count);
    for (let time = 0; time < times; time += 1)
      if (!reader.pushRow(cells, Number(row), summed === true ? Number(count) : 1)) return reader.end();
  }
  return reader.end();
}

async function rowsOf(file: string, withDetail: boolean, engine: DuckDb): Promise<Summed | undefined> {
  const described = await engine.rows(`DESCRIBE SELECT * FROM ${parquetFile(file)}`);
  const names = described.map(([name]) => String(name));
  // DuckDB does not tell upper case from lower case, and renames the second of two such columns.
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) return undefined;
  const roles = new BillReader(file, undefined, withDetail ? new ResourceLedger(new Set()) : undefined).open(names);
  if (roles === undefined) return undefined;
  const columns = [...roles.needed].map((position): ParquetColumn => ({
    position,
    name: names[position] ?? '',
    type: String(described[position]?.[1]),
  }));
  const query = sumsQuery(file, columns, roles);
  if (query === undefined) return undefined;
  const answer = await engine.rows(query.sql);
  if (answer.length > MAX_ROWS) return undefined;
  return { names, query, answer };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
