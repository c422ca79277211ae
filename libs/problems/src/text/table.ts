import { terminalColumns } from './columns';
import { displayWidth } from './display-width';
import { alignLeft, alignRight, cutEnd } from './fit';
import { oneLine } from './one-line';

export interface TableOptions {
  /** Names of the columns that are set to the right, such as amounts. @default none */
  readonly right?: readonly string[];
  /** Columns of the terminal. Where the table is wider, its widest column is cut. @default those of the terminal; in a log nothing is cut */
  readonly width?: number;
  /** Blanks between columns. @default 2 */
  readonly gap?: number;
}

/**
 * A table for a terminal: columns as wide as their widest cell, measured as a terminal shows them, and no trailing blanks.
 * Each cell is one line, and nothing in it steers the terminal.
 *
 * @param header names of the columns, shown in capitals
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], width = terminalColumns() ?? Infinity, gap = 2 }: TableOptions = {},
): string {
  const all = [header.map((name) => name.toUpperCase()), ...rows.map((row) => row.map(oneLine))];
  const widths = header.map((_, column) =>
    all.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0),
  );
  narrow(widths, width - gap * (widths.length - 1));
  const cellOf = (cell: string, column: number) => {
    const columns = widths[column] ?? 0;
    return right.includes(header[column] ?? '')
      ? alignRight(cutEnd(cell, columns), columns)
      : alignLeft(cutEnd(cell, columns), columns);
  };
  return all.map((row) => row.map(cellOf).join(' '.repeat(gap)).trimEnd()).join('\n');
}

/** Take what is too much from the widest columns, down to one column each. */
function narrow(widths: number[], room: number): void {
  for (let excess = widths.reduce((sum, one) => sum + one, 0) - room; excess > 0;) {
    const widest = Math.max(...widths);
    if (widest <= 1) return;
    const index = widths.indexOf(widest);
    const next = Math.max(...widths.filter((_, other) => other !== index), 1);
    const step = Math.min(excess, Math.max(1, widest - next));
    widths[index] = widest - step;
    excess -= step;
  }
}
