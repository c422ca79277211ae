/** One thing that is wrong with a file that a person wrote. The problems of our libraries have this shape. */
export interface Problem {
  readonly file: string;
  /** From 1; 0 when the problem is in no line. */
  readonly line: number;
  /** Keys joined by dots, list positions in brackets; empty for the whole file. */
  readonly path: string;
  /** What is wrong, continuing a sentence that begins with the path. */
  readonly message: string;
  /** The value found there, shortened, and masked where it may be a secret. */
  readonly given: string;
  /** What would be accepted. */
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}
