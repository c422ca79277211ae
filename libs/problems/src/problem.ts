import { compareText } from './compare-text';
import { looksSecret } from './secret-forms';
import { visible } from './text/visible';

/**
 * One thing that is wrong with what a person wrote. Problems are data: they are collected, never thrown, and shown
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

/** A place in a file: keys and list positions. */
export type Path = readonly (string | number)[];

/** `['environments', 'staging', 'routes', 0, 'host']` becomes `environments.staging.routes[0].host`. */
export function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${renderKey(String(key))}`))
    .join('');
}

/** A printable key. YAML reads `PASSWORD=hunter2` in the place of a map as a key, so a key may contain a secret. */
export function renderKey(key: string): string {
  return looksSecret('', key) ? '(not shown)' : visible(key.replace(/=[^]*$/, '=…')).replace(/\s+/g, ' ');
}

/** Keys whose values may all be secrets, whatever they look like. */
const PRIVATE_KEYS: readonly PropertyKey[] = ['environment', 'secrets'];

/**
 * A value for the `given` field: JSON on one line, at most 80 characters, with characters that nobody sees written out: a value that
 * was pasted with a zero-width space looks right otherwise. Problem reports end up in build logs, so what may be a secret is not shown.
 *
 * @param path where the value was found; leave it out for a value that comes from nowhere in the file
 */
export function renderGiven(value: unknown, path: readonly PropertyKey[] = []): string {
  if (value === undefined) return '(nothing)';
  if (value === null) return '(an empty value)';
  const name = String(path.findLast((key) => typeof key === 'string') ?? '');
  if (path.some((key) => PRIVATE_KEYS.includes(key)) || looksSecret(name, value)) return withoutContent(value);
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  const line = visible(text).replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

function withoutContent(value: unknown): string {
  if (Array.isArray(value)) return `(a list of ${value.length}, not shown)`;
  if (typeof value === 'object' && value !== null) return `(a map of ${Object.keys(value).length}, not shown)`;
  return `(${String(value).length} characters, not shown)`;
}

/** Problems in reading order, without repetitions. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      compareText(a.path, b.path) ||
      compareText(a.message, b.message),
  );
}
