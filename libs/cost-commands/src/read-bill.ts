import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import { BillReader, isParquet, mergeBills } from '@careplane/cost-model/bill';
import type { Bill, BillResult } from '@careplane/cost-model/bill';
import { beginOf, readPieces } from './read-pieces';
import { readParquet } from './read-parquet';

const BILL_FILE = /\.(?:csv|csv\.gz|parquet)$/i;

/**
 * The bill in a file, or in all CSV, gzipped CSV and Parquet files of a folder and its folders. Each file is read in one pass,
 * and memory grows with services and months, not with rows.
 *
 * @param provider the only provider whose charges count
 * @throws BadInput when it is no bill, or in another currency than US dollars
 */
export async function readBill(place: string, provider: string | undefined, terminal: Terminal): Promise<Bill> {
  const bills: Bill[] = [];
  for (const file of billFiles(place)) {
    terminal.progress(`reading ${file}`);
    bills.push(billOf(await readFile(file, provider)));
  }
  const [first, ...others] = bills;
  if (first === undefined) throw new BadInput(`${place} has no .csv, .csv.gz or .parquet file.`);
  const bill = billOf(mergeBills([first, ...others]));
  if (bill.currency !== 'USD') {
    throw new BadInput(
      `${bill.file} is in ${bill.currency}, but the estimate is in USD. Export the bill in USD: in Cost Explorer, or as a CUR or FOCUS export of a payer that is billed in USD.`,
    );
  }
  return bill;
}

async function readFile(file: string, provider: string | undefined): Promise<BillResult> {
  const reader = new BillReader(file, provider);
  if (isParquet(beginOf(file))) await readParquet(file, reader);
  else await readPieces(file, (text) => reader.push(text));
  return reader.end();
}

function billOf(result: BillResult): Bill {
  if (!result.ok) throw new BadInput('The bill cannot be used.', result.problems);
  return result.bill;
}

function billFiles(place: string): string[] {
  if (!existsSync(place) || !statSync(place).isDirectory()) return [place];
  const files = readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && BILL_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  refuseRepeatedExports(place, files);
  return files;
}

/**
 * An export that keeps its earlier versions has a folder for each, below the folder of the month
 * (`BILLING_PERIOD=2026-09/2026-10-01T…/part.parquet`). Together they would count every cost several times.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
function refuseRepeatedExports(place: string, files: readonly string[]): void {
  const versions = new Map<string, string>();
  for (const file of files) {
    const parts = relative(place, file).split(sep);
    const month = parts.findIndex((part) => /^BILLING_PERIOD=/i.test(part));
    const name = month >= 0 && month + 2 < parts.length ? parts[month + 1] : undefined;
    if (name === undefined) continue;
    const key = parts.slice(0, month + 1).join('/');
    const known = versions.get(key) ?? name;
    versions.set(key, known);
    if (known === name) continue;
    throw new BadInput(
      `${join(place, key)} has several versions of one month: ${known} and ${name}. They would count each cost twice. Keep the newest version of each month.`,
    );
  }
}
