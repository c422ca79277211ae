import { BadInput } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import { BillBytes, BillReader, isJson, isParquet, mergeBills } from '@careplane/cost-model/bill';
import type { Bill, BillResult, ResourceLedger } from '@careplane/cost-model/bill';
import { billFiles } from './bill-files';
import type { DuckDb } from './duckdb';
import { chosenEngine } from './parquet-engine';
import type { Engine } from './engines';
import { CostExplorerPages, readCostExplorer } from './read-cost-explorer';
import { readParquet } from './read-parquet';
import { readParquetSums } from './read-parquet-sums';
import { beginOf, readBytes } from './read-pieces';

export interface ReadBillOptions {
  /** The only provider whose charges count. @default there is one provider */
  readonly provider?: string | undefined;
  /** Gets each charge with its resource. @default charges are summed by service only */
  readonly resources?: ResourceLedger;
  /** What reads Parquet. @default DuckDB if the files are large and it is installed */
  readonly engine?: Engine | undefined;
}

/**
 * The bill in files, folders of files, or files that match a pattern. Each file is read in one pass, and memory grows with
 * services and months, not with rows.
 *
 * @throws BadInput when it is no bill, or in another currency than US dollars
 */
export async function readBill(places: readonly string[], options: ReadBillOptions, terminal: Terminal): Promise<Bill> {
  const bills: Bill[] = [];
  const pages = new CostExplorerPages();
  // A file that two patterns match would count twice.
  const files = [...new Set(places.flatMap(billFiles))];
  const engine = await chosenEngine(files, options.engine, terminal);
  try {
    for (const file of files) bills.push(billOf(await readFile(file, options, { engine, pages, terminal })));
  } finally {
    engine?.close();
  }
  pages.check(terminal);
  const [first, ...others] = bills;
  if (first === undefined) throw new BadInput('No bill is given: --billing FILE.');
  const bill = billOf(mergeBills([first, ...others]));
  if (bill.currency !== 'USD') {
    throw new BadInput(
      `${bill.file} is in ${bill.currency}, but the estimate is in USD. Export the bill in USD: in Cost Explorer, or as a CUR or FOCUS export of a payer that is billed in USD.`,
    );
  }
  return bill;
}

/**
 * Whether rows were left out; says which.
 *
 * @returns true if the figures are not those of the whole bill
 */
export function reportBrokenRows({ file: bill, rows, broken, brokenCount }: Bill, terminal: Terminal): boolean {
  if (brokenCount === 0) return false;
  const more = brokenCount > broken.length ? [`  and ${brokenCount - broken.length} more`] : [];
  terminal.talk(
    [
      `${bill}: ${brokenCount} of ${rows + brokenCount} rows could not be read and are not in the figures above; all others are.`,
      ...broken.map(({ row, reason, file }) => `  ${file === undefined ? '' : `${file}, `}row ${row}: ${reason}`),
      ...more,
      'Next: correct or remove these rows, and run this again.',
    ].join('\n'),
  );
  return true;
}

async function readFile(
  file: string,
  { provider, resources }: ReadBillOptions,
  { engine, pages, terminal }: { engine: DuckDb | undefined; pages: CostExplorerPages; terminal: Terminal },
): Promise<BillResult> {
  const begin = beginOf(file);
  if (isParquet(begin) && engine !== undefined) {
    terminal.progress(`reading ${file} with DuckDB`);
    const result = await readParquetSums(file, { provider, ...(resources && { resources }) }, engine);
    if (result !== undefined) return result;
    // The next reader needs the memory.
    engine.close();
  }
  terminal.progress(`reading ${file}`);
  const reader = new BillReader(file, provider, resources);
  if (isParquet(begin)) await readParquet(file, reader);
  else if (isJson(begin)) readCostExplorer(file, reader, pages);
  else {
    const bytes = new BillBytes(reader);
    await readBytes(file, (piece) => bytes.push(piece));
    return bytes.end();
  }
  return reader.end();
}

function billOf(result: BillResult): Bill {
  if (!result.ok) throw new BadInput('The bill cannot be used.', result.problems);
  return result.bill;
}
