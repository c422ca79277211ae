import type { z } from 'zod';
import type { Path } from './problem';

/** What zod found, at a place. */
export type Issue = z.core.$ZodIssue & {
  readonly path: PropertyKey[];
  /** The problem is the name of the key, not its value. */
  readonly ofKey?: boolean;
};

/**
 * zod wraps the problem of a map key in an issue of the map, and the problem of one union member in an issue of the
 * union. This returns the inner issue, which the user needs.
 */
export function flattenIssues(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_key') {
      return issue.issues.map((inner) => ({ ...inner, path: issue.path, ofKey: true }) as Issue);
    }
    const meant = issue.code === 'invalid_union' ? issue.errors.filter(isOfTheRightForm) : [];
    return meant.length === 1 && meant[0] !== undefined
      ? flattenIssues(meant[0].map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
      : [issue as Issue];
  });
}

/** Whether a union member is the intended one: the value has its type, and only something inside is invalid. */
function isOfTheRightForm(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
}

/** The value at a place of a document; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
