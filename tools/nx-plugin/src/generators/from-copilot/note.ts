/** A remark about a manifest that the user must read or decide. */
export interface Note {
  /** Manifest, from the root of the workspace. */
  readonly file: string;
  /** Place of the value in it. */
  readonly place: string;
  /** The value as written. */
  readonly given: string;
  /** The result, and what to do. */
  readonly words: string;
}

/** Adds a remark about a place of one manifest. */
export type Tell = (place: string, value: unknown, words: string) => void;

/** A value in short, for a table. */
export function given(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
