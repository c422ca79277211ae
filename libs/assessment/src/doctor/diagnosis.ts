/** What one check of `careplane doctor` found. */
export interface Diagnosis {
  readonly name: string;
  /**
   * `unknown`: it could not be checked, because something else is missing. `optional`: it is not there, and nothing needs it that does
   * not say so.
   */
  readonly state: 'ok' | 'missing' | 'unknown' | 'optional';
  /** What is there, or why it is not. */
  readonly found: string;
  /** What needs it. */
  readonly neededFor: string;
  /** What to do; for what is not ok. */
  readonly fix?: string;
}

/** The sentence of an error, without the steps that follow it. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
