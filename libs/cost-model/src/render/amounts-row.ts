import { alignLeft, alignRight, cutMiddle, oneLine, terminalColumns } from '@careplane/problems';

/** Columns of a name and of each of the three amounts behind it: 80 in all. */
export interface RowColumns {
  readonly name: number;
  readonly amount: number;
}

const COLUMNS = 80;
const NARROWEST = 60;
const NARROW_AMOUNT = 14;

/** A name and up to three amounts as a line of a table, of 80 columns or, on a terminal that has less, 60. */
export function amountsRow(name: string, cells: readonly string[], wide: RowColumns): string {
  const isNarrow = (terminalColumns() ?? COLUMNS) < COLUMNS;
  const amount = isNarrow ? Math.min(wide.amount, NARROW_AMOUNT) : wide.amount;
  const room = isNarrow ? NARROWEST - 3 * amount : wide.name;
  const amounts = cells.map((cell) => alignRight(cell, amount)).join('');
  return (alignLeft(cutMiddle(oneLine(name), room), room) + amounts).trimEnd();
}
