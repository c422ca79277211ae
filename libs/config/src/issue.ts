import { nearest } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import type { z } from 'zod';

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
    const meant = issue.code === 'invalid_union' ? meantMember(issue.errors) : undefined;
    return meant === undefined
      ? [issue as Issue]
      : flattenIssues(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

/**
 * The issues of the member of a union that was meant: the only one of the right form, or of several the only one that knows all keys, or
 * whose missing key is near to the one that is written.
 */
function meantMember(members: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const formed = members.filter(isOfTheRightForm);
  if (formed.length <= 1) return formed[0];
  const known = formed.filter((issues) => issues.every(({ code }) => code !== 'unrecognized_keys'));
  const near = formed.filter((issues) => {
    const missing = issues.flatMap(({ path: [key, ...rest] }) =>
      key === undefined || rest.length > 0 ? [] : [String(key)],
    );
    return issues.some(
      (issue) => issue.code === 'unrecognized_keys' && issue.keys.some((key) => nearest(key, missing)),
    );
  });
  return [known, near].find(({ length }) => length === 1)?.[0];
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
