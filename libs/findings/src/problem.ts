/** One thing that is wrong with a file that a person wrote. Problems are data: collected, never thrown, shown all together. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Keys joined by dots, list positions in brackets; empty for the whole file. */
  readonly path: string;
  /** What is wrong, continuing a sentence that begins with the path. */
  readonly message: string;
  /** The value found there, shortened. */
  readonly given: string;
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}

/** `['exceptions', 0, 'expires']` becomes `exceptions[0].expires`. */
export function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join('');
}

/** A value on one line of at most 80 characters. */
export function renderGiven(value: unknown): string {
  if (value === undefined) return '(nothing)';
  if (value === null) return '(an empty value)';
  const line = JSON.stringify(value).replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
