import type { Pattern } from './pattern';

type Beginning = Pick<Pattern, 'prefix' | 'ignoresCase'>;

/**
 * Finds, of many patterns, those that may have a text in common with another one, by the beginnings of their texts: at least those
 * of which `mayMeet` says so, without asking each.
 */
export class PrefixIndex<T> {
  private readonly items = new Map<string, T[]>();
  /** The beginnings, sorted. */
  private readonly sorted: readonly string[];
  /** For each beginning, the position of the longest other one that it starts with; -1 for none. */
  private readonly shorter: readonly number[];
  private foldedIndex: PrefixIndex<T> | undefined;

  /**
   * @param foldsCase whether case counts for none. Default: if it does not count for one of the patterns, so more is found than may meet
   */
  constructor(
    entries: readonly (readonly [pattern: Beginning, item: T])[],
    private readonly foldsCase = entries.some(([{ ignoresCase }]) => ignoresCase),
  ) {
    for (const [pattern, item] of entries) {
      const prefix = this.key(pattern.prefix);
      const known = this.items.get(prefix);
      if (known === undefined) this.items.set(prefix, [item]);
      else known.push(item);
    }
    this.sorted = [...this.items.keys()].sort();
    this.shorter = shorterOnes(this.sorted);
  }

  /** Items whose pattern may meet one. */
  meeting({ prefix, ignoresCase }: Beginning): T[] {
    if (ignoresCase && !this.foldsCase) return this.folded.meeting({ prefix, ignoresCase });
    const wanted = this.key(prefix);
    const found: T[] = [];
    let at = this.firstAtLeast(wanted);
    // All that the text starts with lead to each other, from the one before it in the order.
    for (let before = at - 1; before >= 0; before = this.shorter[before] ?? -1) {
      if (wanted.startsWith(this.sorted[before] ?? '')) this.addTo(found, before);
    }
    for (; this.sorted[at]?.startsWith(wanted) === true; at += 1) this.addTo(found, at);
    return found;
  }

  private addTo(found: T[], at: number): void {
    for (const item of this.items.get(this.sorted[at] ?? '') ?? []) found.push(item);
  }

  /** The same items for a pattern whose case does not count. */
  private get folded(): PrefixIndex<T> {
    return (this.foldedIndex ??= new PrefixIndex(
      [...this.items].flatMap(([prefix, items]) => items.map((item) => [{ prefix, ignoresCase: true }, item] as const)),
      true,
    ));
  }

  private key(prefix: string): string {
    return this.foldsCase ? prefix.toLowerCase() : prefix;
  }

  private firstAtLeast(wanted: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? '') < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function shorterOnes(sorted: readonly string[]): number[] {
  const open: number[] = [];
  return sorted.map((prefix, position) => {
    while (open.length > 0 && !prefix.startsWith(sorted[open.at(-1) ?? 0] ?? '')) open.pop();
    const shorter = open.at(-1) ?? -1;
    open.push(position);
    return shorter;
  });
}
