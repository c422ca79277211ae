/**
 * One thing that is wrong with a file that a person wrote. Problems are data: they are collected, never thrown, and shown
 * all together.
 */
export interface Problem {
  /** Path of the file, as it was given. */
  readonly file: string;
  /** Line in the file, from 1; 1 when the problem concerns the whole file, 0 when it is in no line. */
  readonly line: number;
  /** Place in the file: keys joined by dots, list positions in brackets; empty for the whole file. */
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
