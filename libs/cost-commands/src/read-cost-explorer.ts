import { readFileSync, statSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import { costExplorerTable } from '@careplane/cost-model/bill';
import type { BillReader } from '@careplane/cost-model/bill';

/** A page of an answer has at most some thousand groups. */
const MAX_MEGABYTES = 64;

/** What the answers of Cost Explorer say about themselves, of all files of a bill. */
export class CostExplorerPages {
  private readonly withMore: string[] = [];
  private last = 0;
  private readonly estimated = new Set<string>();

  add(file: string, hasMore: boolean, estimatedMonths: readonly string[]): void {
    if (hasMore) this.withMore.push(file);
    else this.last += 1;
    for (const month of estimatedMonths) this.estimated.add(month);
  }

  /**
   * Says which months are not final.
   *
   * @throws BadInput if the last page of an answer is missing
   */
  check(terminal: Terminal): void {
    const [file] = this.withMore;
    if (file !== undefined && this.last === 0)
      throw new BadInput(
        `${file} is not the whole answer: it has a NextPageToken. Ask for the next page with --next-page-token, and give all pages: --billing PAGE1.json --billing PAGE2.json.`,
      );
    if (this.estimated.size > 0)
      terminal.talk(
        `AWS still estimates the costs of ${[...this.estimated].sort().join(', ')}. A month that is not complete lowers the average.`,
      );
  }
}

/**
 * Reads an answer of Cost Explorer's API into the reader of a bill.
 *
 * @throws BadInput when it is no JSON, no such answer, or has other amounts
 */
export function readCostExplorer(file: string, reader: BillReader, pages: CostExplorerPages): void {
  if (statSync(file).size > MAX_MEGABYTES * 2 ** 20)
    throw new BadInput(`${file} has more than ${MAX_MEGABYTES} MB, more than an answer of Cost Explorer can have.`);
  const table = costExplorerTable(parsed(file));
  if ('reason' in table) throw new BadInput(`${file} ${table.reason}`);
  pages.add(file, table.hasMore, table.estimatedMonths);
  reader.open(table.names);
  for (const [index, cells] of table.rows.entries()) if (!reader.pushRow(cells, index + 1)) return;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput(`${file} begins as JSON but cannot be read (${reason}). Save the output of the command again.`);
  }
}
