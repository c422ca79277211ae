/** The header of a CSV: where each column is, however it is written. */
export class Header {
  private readonly positions = new Map<string, number>();
  /** Positions that `find` returned: the columns that a reader needs. */
  readonly needed = new Set<number>();
  /** Those of them that are read as amounts only: rows that differ in nothing else can be added. */
  readonly amounts = new Set<number>();
  /** Those of them of which only the month is read. */
  readonly dates = new Set<number>();

  constructor(readonly names: readonly string[]) {
    for (const [index, name] of names.entries()) {
      const key = normalColumn(name);
      if (!this.positions.has(key)) this.positions.set(key, index);
    }
  }

  /** Position of the first of these columns that the file has; -1 where it has none. */
  find(...names: readonly string[]): number {
    for (const name of names) {
      const position = this.positions.get(normalColumn(name));
      if (position === undefined) continue;
      this.needed.add(position);
      return position;
    }
    return -1;
  }

  /** `find`, for a column that is read as an amount only. */
  findAmount(...names: readonly string[]): number {
    return noted(this.amounts, this.find(...names));
  }

  /** `find`, for a column of which only the month is read. */
  findDate(...names: readonly string[]): number {
    return noted(this.dates, this.find(...names));
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.positions.has(normalColumn(name)));
  }
}

function noted(positions: Set<number>, position: number): number {
  if (position >= 0) positions.add(position);
  return position;
}

/** `lineItem/UnblendedCost`, `line_item_unblended_cost` and `Line Item Unblended Cost` are one column. */
export function normalColumn(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9$]/g, '');
}
