/** Place of a value in a manifest: `http.healthcheck.path`. */
export type Place = string;

/**
 * A manifest that records which values were converted. All other values are reported, so that no value is dropped
 * silently.
 */
export class Manifest {
  private readonly leaves: ReadonlyMap<Place, unknown>;
  private readonly taken = new Set<Place>();

  /**
   * @param texts the same document with every scalar as it is written
   * @default - the document
   */
  constructor(
    private readonly document: unknown,
    private readonly texts: unknown = document,
  ) {
    this.leaves = new Map(leavesOf(document, []));
  }

  /** A value, by its place; it counts as taken over. */
  take(...path: readonly string[]): unknown {
    const place = path.join('.');
    for (const leaf of this.leaves.keys()) if (leaf === place || leaf.startsWith(`${place}.`)) this.taken.add(leaf);
    return this.look(...path);
  }

  /** Whether a value was taken over. */
  isTaken(...path: readonly string[]): boolean {
    return this.taken.has(path.join('.'));
  }

  /** A value, by its place, without taking it over. */
  look(...path: readonly string[]): unknown {
    return path.reduce((value: unknown, key) => (isRecord(value) ? value[key] : undefined), this.document);
  }

  /** A scalar as it is written: Copilot hands `012`, `1.10` and `True` to a container just so. Undefined for a map or a list. */
  text(...path: readonly string[]): string | undefined {
    const value = path.reduce((at: unknown, key) => (isRecord(at) ? at[key] : undefined), this.texts);
    return /^(?:string|number|boolean)$/.test(typeof value) ? String(value) : undefined;
  }

  /** Names of the keys at a place. */
  keys(...path: readonly string[]): string[] {
    const value = this.look(...path);
    return isRecord(value) ? Object.keys(value) : [];
  }

  /** Values that were not taken over, with their places. */
  left(): [Place, unknown][] {
    return [...this.leaves].filter(([place]) => !this.taken.has(place));
  }
}

function leavesOf(value: unknown, path: readonly string[]): [Place, unknown][] {
  if (!isRecord(value)) return path.length === 0 ? [] : [[path.join('.'), value]];
  const entries = Object.entries(value);
  // "network: {}" says nothing, but it was written.
  if (entries.length === 0 && path.length > 0) return [[path.join('.'), value]];
  return entries.flatMap(([key, below]) => leavesOf(below, [...path, key]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
