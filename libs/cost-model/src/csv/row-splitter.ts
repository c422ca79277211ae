/** Lines of a CSV that belong together, with the number of the first in the file. */
export interface Lines {
  readonly lines: readonly string[];
  /** Line in the file, from 1. */
  readonly firstLine: number;
  /** One record that spans all lines, instead of one record a line. */
  readonly joined: boolean;
}

/** Maximum characters of a quoted cell with line breaks. In a longer cell, the quotation mark was opened by mistake. */
const MAX_JOINED_CHARACTERS = 65_536;
const BATCH_CHARACTERS = 262_144;
const QUOTE = '"';

/**
 * Cuts a CSV of any size into batches of whole records, in linear time and constant memory.
 *
 * A CSV parser that meets a quote which is never closed takes the rest of the file for one cell. Here such a quotation
 * mark affects only its own line: lines are joined while a quotation mark is open, up to a limit. If it stays open, the
 * lines are returned one by one.
 */
export class RowSplitter {
  private unfinished = '';
  private line = 0;
  private plain: string[] = [];
  private plainCharacters = 0;
  private open: string[] = [];
  private openCharacters = 0;
  private ready: Lines[] = [];

  /** Lines that were added, or skipped. */
  get lines(): number {
    return this.line;
  }

  /** Whether the next line belongs to what was added: a line without its end, or an open quotation mark. */
  get isInside(): boolean {
    return this.unfinished !== '' || this.open.length > 0;
  }

  /** Goes past lines that are read elsewhere. Returns the complete batches before them. */
  skip(lines: number): Lines[] {
    this.flush();
    this.line += lines;
    return this.drain();
  }

  /** Adds the next piece of the file. Returns the complete batches. */
  push(text: string): Lines[] {
    const all = this.unfinished + text;
    let from = 0;
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      this.take(all.slice(from, end));
      from = end + 1;
    }
    this.unfinished = all.slice(from);
    // A "line" without an end is not CSV. The text so far is returned, and the reader reports the problem.
    if (this.unfinished.length > 16 * MAX_JOINED_CHARACTERS) {
      this.take(this.unfinished);
      this.unfinished = '';
    }
    return this.drain();
  }

  /** Ends the file. Returns the remaining batches. */
  end(): Lines[] {
    if (this.unfinished !== '') this.take(this.unfinished);
    this.unfinished = '';
    while (this.open.length > 0) this.giveUpFirstOpen();
    this.flush();
    return this.drain();
  }

  private take(line: string): void {
    this.line += 1;
    this.sort(line, this.line);
  }

  private sort(line: string, number: number): void {
    const odd = hasOddQuotes(line);
    if (this.open.length === 0) {
      if (!odd) {
        this.plain.push(line);
        this.plainCharacters += line.length + 1;
        if (this.plainCharacters >= BATCH_CHARACTERS) this.flush(number);
        return;
      }
      this.flush(number - 1);
      this.open = [line];
      this.openCharacters = line.length;
      return;
    }
    this.open.push(line);
    this.openCharacters += line.length + 1;
    if (odd) {
      this.ready.push({ lines: this.open, firstLine: number - this.open.length + 1, joined: true });
      this.open = [];
    } else if (this.openCharacters > MAX_JOINED_CHARACTERS) {
      this.giveUpFirstOpen(number);
    }
  }

  /** The first open line becomes a record of its own. The lines after it are processed again. */
  private giveUpFirstOpen(last = this.line): void {
    const [first = '', ...others] = this.open;
    const firstLine = last - others.length;
    this.open = [];
    this.ready.push({ lines: [first], firstLine, joined: false });
    for (const [index, line] of others.entries()) this.sort(line, firstLine + 1 + index);
  }

  private flush(last = this.line): void {
    if (this.plain.length === 0) return;
    this.ready.push({ lines: this.plain, firstLine: last - this.plain.length + 1, joined: false });
    this.plain = [];
    this.plainCharacters = 0;
  }

  private drain(): Lines[] {
    const ready = this.ready;
    this.ready = [];
    return ready;
  }
}

function hasOddQuotes(line: string): boolean {
  let odd = false;
  for (let at = line.indexOf(QUOTE); at >= 0; at = line.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}
