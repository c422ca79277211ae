import type { z } from 'zod';
import type { Path } from './problem';

/** What zod found, at a place. */
export type Issue = z.core.$ZodIssue & {
  readonly path: PropertyKey[];
  /** The fault is in the name of the key, not in its value. */
  readonly ofKey?: boolean;
};

/** A bad key of a map comes wrapped in an issue of the map; what the person needs is the inner one. */
export function flattenIssues(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) =>
    issue.code === 'invalid_key'
      ? issue.issues.map((inner) => ({ ...inner, path: issue.path, ofKey: true }) as Issue)
      : [issue as Issue],
  );
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
