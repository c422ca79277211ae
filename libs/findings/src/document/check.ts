import { readYaml, renderGiven, renderPath } from '@careplane/problems';
import type { Problem, YamlFile } from '@careplane/problems';
import type { z } from 'zod';

export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly yaml: YamlFile }
  | { readonly ok: false; readonly problems: Problem[] };

/** Read a YAML file and hold it to a schema: its value with defaults filled in, or every problem at once. */
export function checkDocument<S extends z.ZodType>(file: string, text: string, schema: S): Checked<z.output<S>> {
  // What a gate decides by says each thing in one place: aliases have no use there.
  const read = readYaml(file, text, { kind: 'file of rules', aliases: false });
  if (!read.ok) return read;
  const { yaml } = read;
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { ok: true, value: parsed.data, yaml };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(file, yaml, issue)) };
}

function problemsOf(file: string, yaml: YamlFile, issue: z.core.$ZodIssue): Problem[] {
  const at = (path: readonly PropertyKey[]) => ({ file, line: yaml.lineOf(path), path: renderPath(path) });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...at([...issue.path, key]),
      message: 'is not a known key',
      given: renderGiven(key),
      allowed: 'the keys in docs/guides/findings.md',
      fix: 'correct the name, or remove it',
    }));
  }
  const given = valueAt(yaml.value, issue.path);
  const allowed = allowedBy(issue);
  const wrong = given === null ? 'has no value' : `must be ${allowed}`;
  const message = given === undefined ? 'is missing' : wrong;
  const fix = given === undefined ? `add it: ${allowed}` : `write ${allowed}`;
  return [{ ...at(issue.path), message, given: renderGiven(given), allowed, fix }];
}

/** Schemas here say what they accept in their error messages; for the others, zod's own words. */
function allowedBy(issue: z.core.$ZodIssue): string {
  const own = /^must be (.+)$/s.exec(issue.message)?.[1];
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return (
        { string: 'text', array: 'a list', object: 'a map', record: 'a map' }[issue.expected as string] ??
        `a ${issue.expected}`
      );
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    default:
      return issue.message;
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
