import { cutRow } from '../csv/cut-row';
import { utf8Decoder } from '../csv/text-of-bytes';
import type { BillReader, BillResult } from './bill-reader';
import { RowSums } from './row-sums';

const LINE_END = 10;
/** More bytes than this without a line end are no rows of a bill. */
const MAX_UNFINISHED = 2 ** 20;

/**
 * Reads a bill in CSV as bytes: rows in the usual form are added as they are, and only the others become text. The result is that
 * of reading all rows as text.
 */
export class BillBytes {
  private readonly decoder = utf8Decoder();
  private rest: Uint8Array = new Uint8Array(0);
  private sums: RowSums | undefined;
  private ends = new Int32Array(0);
  private refused = false;

  /** @param maxKinds kinds of rows that are added; others are taken one by one. @default 20,000 */
  constructor(
    private readonly reader: BillReader,
    private readonly maxKinds?: number,
  ) {}

  /** Adds the next piece of the file. Returns false if the bill is refused and the rest need not be read. */
  push(bytes: Uint8Array): boolean {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const end = all.lastIndexOf(LINE_END) + 1;
    const lines = all.subarray(0, end);
    if (!(this.sums === undefined ? this.pushBegin(lines) : this.pushLines(lines, this.sums))) return false;
    this.rest = new Uint8Array(all.subarray(end));
    return this.rest.length <= MAX_UNFINISHED || this.pushRest();
  }

  /** Ends the file. Returns the bill, or the reason why it is refused. */
  end(): BillResult {
    this.pushRest();
    this.reader.push(this.decoder.end());
    this.sums?.end();
    return this.reader.end();
  }

  /** Adds lines as text, until one of them is the header. */
  private pushBegin(bytes: Uint8Array): boolean {
    const goesOn = this.reader.push(this.decoder.write(bytes)) && this.reader.skipLines(0);
    const { columns } = this.reader;
    if (columns === undefined || columns.needed.amounts.size === 0) return goesOn;
    this.ends = new Int32Array(columns.count);
    this.sums = new RowSums(
      columns.needed,
      columns.count,
      (cells, row, rows) => {
        const before = this.reader.brokenRows;
        this.refused = !this.reader.pushRow(cells, row, rows) || this.refused;
        return this.reader.brokenRows === before;
      },
      this.maxKinds,
    );
    return goesOn;
  }

  private pushRest(): boolean {
    const text = this.decoder.write(this.rest);
    this.rest = new Uint8Array(0);
    return this.reader.push(text);
  }

  /** Adds whole lines. */
  private pushLines(all: Uint8Array, sums: RowSums): boolean {
    const bytes = Buffer.from(all.buffer, all.byteOffset, all.byteLength);
    let { lines, isInside } = this.reader.position;
    let added = 0;
    let isText = true;
    for (let at = 0; at < bytes.length;) {
      const next = isInside ? 0 : cutRow(bytes, at, this.ends);
      // Messages name the first row with a problem, so rows are read in their order.
      if (next > 0 && isText && !this.reader.skipLines(0)) return false;
      if (next > 0 && sums.add(bytes, at, this.ends, lines + added + 1)) {
        if (this.refused) return false;
        isText = false;
        added += 1;
        at = next;
        continue;
      }
      const end = bytes.indexOf(LINE_END, at) + 1;
      if (added > 0) this.reader.skipLines(added);
      if (!this.reader.push(this.decoder.write(bytes.subarray(at, end)))) return false;
      added = 0;
      isText = true;
      ({ lines, isInside } = this.reader.position);
      at = end;
    }
    return this.reader.skipLines(added);
  }
}
