import type { Problem } from '@careplane/problems';
import { Header } from '../csv/header';
import type { Row } from '../csv/rows';
import { rowsOf } from '../csv/rows';
import type { Lines } from '../csv/row-splitter';
import { RowSplitter } from '../csv/row-splitter';
import type { Bill, BrokenRow } from './bill';
import { Ledger, sum } from './bill';
import type { BilledCharge, RowReader } from './charge';
import { NOTHING } from './charge';
import { BILL_FORMATS } from './formats';
import type { ResourceLedger } from './resource-ledger';
import { AWS, noProvider, sameName, severalProviders } from './providers';

/** The number of broken rows that are listed individually. */
const MAX_TOLD = 20;
/** Titles and filters that a download may begin with, before its header. */
const MAX_PREAMBLE = 10;

export type BillResult =
  { readonly ok: true; readonly bill: Bill } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Positions of the columns of a bill that are needed, and what is read of some of them. */
export type BillColumns = Pick<Header, 'needed' | 'amounts' | 'dates'>;

/**
 * Reads a bill piece by piece: a file of any size in linear time and constant memory. The format is known by its header.
 * A row that cannot be read is left out, counted and named; everything else is summed.
 */
export class BillReader {
  private readonly splitter = new RowSplitter();
  private readonly ledger = new Ledger();
  private readonly months = new Set<string>();
  private readonly broken: BrokenRow[] = [];
  private readonly preamble: string[] = [];
  private format = '';
  private groupedBy: string | undefined;
  private header: readonly string[] = [];
  private read: RowReader | undefined;
  private needed: BillColumns | undefined;
  private currency: { readonly code: string; readonly row: number } | undefined;
  private provider: string | undefined;
  private otherProviders = 0;
  private problem: Problem | undefined;
  private brokenCount = 0;
  private rows = 0;

  /**
   * @param file for messages
   * @param onlyProvider name of the provider whose charges count; without it, a second provider is a problem
   * @param resources gets each charge with its resource; several files may share it
   */
  constructor(
    private readonly file: string,
    private readonly onlyProvider?: string,
    private readonly resources?: ResourceLedger,
  ) {}

  /**
   * Begins a file whose columns have names already, such as Parquet, instead of text.
   *
   * @returns the columns that are needed; undefined if the file is no bill
   */
  open(names: readonly string[]): BillColumns | undefined {
    return this.openFormat(names);
  }

  /**
   * Adds one row of a file begun with `open`. Only the needed cells are read, and the array may be used again.
   *
   * @param row number of the row, from 1
   * @param rows how many rows of the file this one stands for: its amounts are their sums, and all else is the same in each
   */
  pushRow(cells: readonly string[], row: number, rows = 1): boolean {
    this.readCells(cells, row, rows);
    return this.problem === undefined;
  }

  /** The columns of a CSV that are needed, and how many it has; undefined before its header. */
  get columns(): { readonly needed: BillColumns; readonly count: number } | undefined {
    return this.needed && this.header.length > 0 ? { needed: this.needed, count: this.header.length } : undefined;
  }

  /** Lines of a CSV that were added or skipped; and whether the last is not complete. */
  get position(): { readonly lines: number; readonly isInside: boolean } {
    return { lines: this.splitter.lines, isInside: this.splitter.isInside };
  }

  /** Rows that cannot be read. */
  get brokenRows(): number {
    return this.brokenCount;
  }

  /** Goes past lines whose rows are added with `pushRow`. */
  skipLines(lines: number): boolean {
    return this.takeAll(this.splitter.skip(lines));
  }

  /** Adds the next piece of text. Returns false if the bill is refused and the rest need not be read. */
  push(text: string): boolean {
    return this.takeAll(this.splitter.push(text));
  }

  /** Ends the file. Returns the bill, or the reason why it is refused. */
  end(): BillResult {
    this.takeAll(this.splitter.end());
    if (this.read === undefined) this.problem ??= this.unknownFormat();
    if (this.problem === undefined && this.rows === 0) this.problem = this.noRows();
    if (this.problem === undefined && this.otherProviders > 0 && this.provider === undefined)
      this.problem = noProvider(this.file, this.onlyProvider);
    if (this.problem !== undefined) return { ok: false, problems: [this.problem] };
    const services = this.ledger.services();
    return {
      ok: true,
      bill: {
        file: this.file,
        format: this.format,
        ...(this.groupedBy === undefined ? {} : { groupedBy: this.groupedBy }),
        currency: this.currency?.code ?? 'USD',
        provider: this.provider ?? AWS,
        months: [...this.months].sort(),
        services,
        total: sum(services.map(({ total }) => total)),
        rows: this.rows,
        broken: this.broken,
        brokenCount: this.brokenCount,
      },
    };
  }

  private takeAll(batches: readonly Lines[]): boolean {
    for (const batch of batches) {
      for (const row of rowsOf(batch, this.header.length || undefined)) {
        if (this.problem !== undefined) return false;
        this.take(row);
      }
    }
    return this.problem === undefined;
  }

  private take(row: Row): void {
    if (this.read === undefined) {
      this.findHeader(row);
      return;
    }
    if (row.cells === undefined) {
      this.breakAt(row.line, row.broken);
      return;
    }
    if (row.cells.length !== this.header.length) {
      this.breakAt(row.line, `it has ${row.cells.length} cells, but the header has ${this.header.length}`);
      return;
    }
    // Concatenated files repeat the header.
    if (row.cells[0] === this.header[0] && row.cells.every((cell, index) => cell === this.header[index])) return;
    this.readCells(row.cells, row.line);
  }

  private readCells(cells: readonly string[], row: number, rows = 1): void {
    const meaning = this.read?.(cells) ?? NOTHING;
    if (meaning.charges === undefined) {
      this.breakAt(row, meaning.broken);
      return;
    }
    this.rows += rows;
    for (const charge of meaning.charges) this.add(charge, row);
  }

  private openFormat(names: readonly string[]): BillColumns | undefined {
    for (const format of BILL_FORMATS) {
      const header = new Header(names);
      this.read = format.open(header, this.resources !== undefined);
      if (this.read === undefined) continue;
      this.format = format.name;
      this.groupedBy = format.groupedBy?.(header);
      return (this.needed = header);
    }
    return undefined;
  }

  private findHeader(row: Row): void {
    if (row.cells === undefined || this.preamble.length >= MAX_PREAMBLE) {
      this.problem = this.unknownFormat();
      return;
    }
    const names = row.cells.map((name) => name.trim());
    if (this.openFormat(names) !== undefined) {
      this.header = row.cells;
      return;
    }
    this.preamble.push(names.join(','));
  }

  private add(charge: BilledCharge, row: number): void {
    const provider = charge.provider ?? AWS;
    if (this.onlyProvider !== undefined && !sameName(provider, this.onlyProvider)) {
      this.otherProviders += 1;
      return;
    }
    this.provider ??= provider;
    if (provider !== this.provider) {
      this.problem = severalProviders(this.file, row, this.provider, provider);
      return;
    }
    this.currency ??= { code: charge.currency, row };
    if (charge.currency !== this.currency.code) {
      this.problem = {
        file: this.file,
        line: row,
        path: '',
        message: `has amounts in two currencies: ${this.currency.code} in row ${this.currency.row}, ${charge.currency} in row ${row}`,
        given: charge.currency,
        allowed: 'one currency',
        fix: 'export each payer or currency to a separate file',
      };
      return;
    }
    this.months.add(charge.month);
    this.ledger.add(charge);
    this.resources?.add(charge);
  }

  private breakAt(row: number, reason: string): void {
    this.brokenCount += 1;
    if (this.broken.length < MAX_TOLD) this.broken.push({ row, reason });
  }

  private unknownFormat(): Problem {
    const [first] = this.preamble;
    return {
      file: this.file,
      line: 1,
      path: '',
      message:
        first === undefined
          ? 'is not a CSV file with a header'
          : 'is not a supported bill: none of its lines is a known header',
      given: first === undefined ? '(no readable line)' : JSON.stringify(first.slice(0, 77)),
      allowed:
        'a Cost and Usage Report (legacy or 2.0), FOCUS 1.x, Cost Explorer (CSV or JSON), or Billing console CSV',
      fix: 'in Cost Explorer, group by "Service" and choose "Download as CSV", or give a CUR or FOCUS export',
    };
  }

  private noRows(): Problem {
    const [first] = this.broken;
    return {
      file: this.file,
      line: first?.row ?? 1,
      path: '',
      message: first === undefined ? 'has a header but no rows' : `has no readable row: ${first.reason}`,
      given: `${this.brokenCount} broken rows`,
      allowed: 'at least one row of costs',
      fix: 'export it again, for a period with costs',
    };
  }
}
