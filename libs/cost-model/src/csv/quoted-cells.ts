const QUOTE = '"';

/**
 * The cells of a line in which cells may be in quotation marks, as RFC 4180 has them. A parser for every form of CSV takes five
 * times as long, and nearly all rows of a bill have this form.
 *
 * @returns undefined for any other form, which is left to the parser: a quotation mark inside a bare cell, or behind a closing one
 */
export function quotedCells(line: string): string[] | undefined {
  const cells: string[] = [];
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  let at = 0;
  for (;;) {
    if (line[at] === QUOTE) {
      const close = closingQuote(line, at + 1, end);
      if (close < 0) return undefined;
      const cell = line.slice(at + 1, close);
      cells.push(cell.includes(QUOTE) ? cell.replaceAll('""', QUOTE) : cell);
      at = close + 1;
      if (at === end) return cells;
      if (line[at] !== ',') return undefined;
    } else {
      const comma = line.indexOf(',', at);
      const stop = comma < 0 || comma > end ? end : comma;
      const cell = line.slice(at, stop);
      if (cell.includes(QUOTE)) return undefined;
      cells.push(cell);
      if (stop === end) return cells;
      at = stop;
    }
    at += 1;
    if (at >= end) return [...cells, ''];
  }
}

/** Position of the quotation mark that ends a cell; two in a row are one of its characters. */
function closingQuote(line: string, from: number, end: number): number {
  for (let at = line.indexOf(QUOTE, from); at >= 0 && at < end; at = line.indexOf(QUOTE, at + 2)) {
    if (line[at + 1] !== QUOTE) return at;
  }
  return -1;
}
