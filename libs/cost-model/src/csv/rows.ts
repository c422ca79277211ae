import { parse } from 'csv-parse/sync';
import { quotedCells } from './quoted-cells';
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
export function rowsOf({ lines, firstLine, joined }: Lines, columns?: number): Row[] {
  if (!joined) return lineRows(lines, firstLine);
  const parsed = tryParse(lines.join('\n'));
  const fits = columns === undefined || parsed?.[0]?.length === columns;
  if (parsed?.length === 1 && fits)
    return parsed.map((cells) => ({ line: firstLine, cells })).filter(({ cells }) => !isEmpty(cells));
  return lineRows(lines, firstLine);
}

/** A row for each line. Few rows of a bill need the parser: those with a quotation mark in an unusual place. */
function lineRows(lines: readonly string[], firstLine: number): Row[] {
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    const row = lineRow(line, firstLine + index);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function lineRow(text: string, line: number): Row | undefined {
  const cells = quotedCells(text) ?? onlyRow(tryParse(text));
  if (cells !== undefined) return isEmpty(cells) ? undefined : { line, cells };
  return { line, broken: 'its quotation marks do not match' };
}

function onlyRow(rows: string[][] | undefined): string[] | undefined {
  return rows?.length === 1 ? rows[0] : undefined;
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
