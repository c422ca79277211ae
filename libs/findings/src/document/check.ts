import { nearest, readYaml, renderGiven, renderPath } from '@careplane/problems';
import type { Problem, YamlFile } from '@careplane/problems';
import { toJSONSchema } from 'zod';
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
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf({ file, yaml, schema }, issue)) };
}

interface CheckedFile {
  readonly file: string;
  readonly yaml: YamlFile;
  readonly schema: z.ZodType;
}

function problemsOf({ file, yaml, schema }: CheckedFile, issue: z.core.$ZodIssue): Problem[] {
  const at = (path: readonly PropertyKey[]) => ({ file, line: yaml.lineOf(path), path: renderPath(path) });
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      return {
        ...at([...issue.path, key]),
        message: 'is not a known key',
        given: renderGiven(key),
        allowed: `one of ${known.join(', ')}`,
        fix: guess === undefined ? 'remove it' : `did you mean "${guess}"?`,
      };
    });
  }
  const given = valueAt(yaml.value, issue.path);
  const allowed = allowedBy(issue);
  const wrong = given === null ? 'has no value' : `must be ${allowed}`;
  const message = given === undefined ? 'is missing' : wrong;
  const fix = given === undefined ? `add it: ${allowed}` : `write ${allowed}`;
  return [{ ...at(issue.path), message, given: renderGiven(given), allowed, fix }];
}

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** The keys that a schema has at a place. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let shapes = [toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape];
  const open = (all: readonly Shape[]): Shape[] => all.flatMap((each) => [each, ...open(each.anyOf ?? [])]);
  for (const key of path) {
    shapes = open(shapes).flatMap(
      (each) => (typeof key === 'number' ? each.items : each.properties?.[String(key)]) ?? [],
    );
  }
  return open(shapes).flatMap(({ properties = {} }) => Object.keys(properties));
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
