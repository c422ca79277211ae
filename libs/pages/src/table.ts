import type { Text } from './text';

/** A column of a table: its name, and how its cells are set. */
export interface Column {
  readonly name: string;
  /**
   * `number`: right-aligned. `amount`: right-aligned, and in view while the rest of the table is scrolled, so that a telephone
   * shows what a row comes to. `words`: wide enough for sentences. @default text
   */
  readonly kind?: 'text' | 'number' | 'amount' | 'words';
}

/** Items that are folded away: a reader opens them, paper shows their number alone. */
export interface Fold {
  /** Such as `and 76 similar`. */
  readonly summary: string;
  readonly items: readonly Text[];
}

/** A cell with more than one text. */
export interface DetailedCell {
  readonly text: Text;
  /** A second line in a quieter colour. */
  readonly note?: Text;
  readonly fold?: Fold;
}

export type Cell = Text | DetailedCell;
export type Row = readonly Cell[];

/** The parts of a cell. */
export function cellParts(cell: Cell): DetailedCell {
  return typeof cell === 'object' && 'text' in cell ? cell : { text: cell };
}

/** The name and the kind of a column. */
export function columnOf(head: string | Column): Column {
  return typeof head === 'string' ? { name: head } : head;
}

/**
 * A cell that names one of several and folds the others: `a`, `and 76 similar`.
 *
 * @param names at least one
 * @param note a second line
 */
export function similarCell(names: readonly Text[], note?: Text): DetailedCell {
  const [first = '', ...others] = names;
  return {
    text: first,
    ...(note === undefined ? {} : { note }),
    ...(others.length === 0 ? {} : { fold: { summary: `and ${others.length} similar`, items: others } }),
  };
}

/** Items with the same key together, in the order of the first of each. */
export function similarItems<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
