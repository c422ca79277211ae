import { parse } from 'csv-parse/sync';
import type { Lines } from './row-splitter';

/** A row of a CSV: its cells, or why it could not be read. */
export type Row =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly cells?: undefined; readonly broken: string };

const OPTIONS = { relax_column_count: true, record_delimiter: ['\r\n', '\n'], max_record_size: 0 };

/**
 * The rows of a batch, each with its line in the file. A row that cannot be read reports its reason and affects no
 * other row. Empty lines are left out.
 *
 * @param columns cells that every row has; lines that were joined and give another number are read one by one
 */
export function rowsOf({ text, firstLine, lines, joined }: Lines, columns?: number): Row[] {
  if (!joined && !text.includes('"')) return plainRows(text, firstLine);
  const parsed = tryParse(text);
  const fits = !joined || columns === undefined || parsed?.[0]?.length === columns;
  if (parsed !== undefined && parsed.length === (joined ? 1 : lines) && fits) {
    return parsed.map((cells, index) => ({ line: firstLine + index, cells })).filter(({ cells }) => !isEmpty(cells));
  }
  if (lines === 1) return text.trim() === '' ? [] : [{ line: firstLine, broken: 'its quotation marks do not match' }];
  return text
    .split('\n')
    .flatMap((line, index) => rowsOf({ text: line, firstLine: firstLine + index, lines: 1, joined: false }, columns));
}

/** Rows without a quotation mark need no parser: each comma separates two cells. Most rows of a bill are like this. */
function plainRows(text: string, firstLine: number): Row[] {
  const rows: Row[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const cells = (line.endsWith('\r') ? line.slice(0, -1) : line).split(',');
    if (!isEmpty(cells)) rows.push({ line: firstLine + index, cells });
  }
  return rows;
}

function tryParse(text: string): string[][] | undefined {
  try {
    return parse(text, OPTIONS);
  } catch {
    return undefined; // Reading the lines one by one finds the broken line.
  }
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0]?.trim() === '';
}
