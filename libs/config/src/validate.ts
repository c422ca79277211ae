import type { z } from 'zod';
import { describeAllowed, jsonSchemaOf, schemaAt } from './json-schema';
import type { DocumentKind } from './json-schema';
import { nearest } from './nearest';
import { renderGiven, renderPath } from './problem';
import type { Path, Problem } from './problem';
import { platformSchema, serviceSchema } from './schema';
import type { YamlFile } from './yaml';

const schemas = { platform: platformSchema, service: serviceSchema };

type Parsed<K extends DocumentKind> = z.output<(typeof schemas)[K]>;

export interface Validated<K extends DocumentKind> {
  /**
   * The document with defaults filled in. Where the document had problems, the faulty places are left out or replaced,
   * so that the rules can still look at the rest; undefined when too little remains.
   */
  readonly value: Parsed<K> | undefined;
  readonly problems: Problem[];
  /** Places that `value` does not hold as written: rules must not complain about them again. */
  readonly repaired: readonly Path[];
}

/** Check a document against its schema. */
export function validate<K extends DocumentKind>(kind: K, yaml: YamlFile): Validated<K> {
  const schema = schemas[kind];
  const first = schema.safeParse(yaml.value);
  if (first.success) return { value: first.data as Parsed<K>, problems: [], repaired: [] };
  const issues = flatten(first.error.issues);
  const problems = issues.flatMap((issue) => toProblems(kind, yaml, issue));
  const copy = structuredClone(yaml.value);
  const repaired = issues.flatMap((issue) => repair(copy, issue));
  const second = schema.safeParse(copy);
  return { value: second.success ? (second.data as Parsed<K>) : undefined, problems, repaired };
}

type Issue = z.core.$ZodIssue & { readonly path: PropertyKey[] };

/** A bad key of a map comes wrapped in an issue of the map; what the person needs is the inner one. */
function flatten(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) =>
    issue.code === 'invalid_key' ? issue.issues.map((inner) => ({ ...inner, path: issue.path }) as Issue) : [issue as Issue],
  );
}

function toProblems(kind: DocumentKind, yaml: YamlFile, issue: Issue): Problem[] {
  const path = issue.path as Path;
  const schema = schemaAt(jsonSchemaOf(kind), path);
  const given = valueAt(yaml.value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schema?.properties ?? {});
    return issue.keys.map((key) => unknownKey(yaml, [...path, key], key, known));
  }
  const base = { file: yaml.file, line: yaml.lineOf(path), path: renderPath(path) };
  const allowed = describeAllowed(schema);
  const key = path.at(-1);
  if (path.length === 0 && (given === null || given === undefined)) {
    return [{ ...base, message: 'is empty', given: '(nothing)', allowed, fix: `write the ${kind} into it; the README shows one` }];
  }
  if (given === undefined) {
    return [{ ...base, message: 'is missing', given: '(nothing)', allowed, fix: `add "${String(key)}:" with a value` }];
  }
  if (given === null) {
    return [{ ...base, message: 'has no value', given: '(an empty value)', allowed, fix: 'write a value, or remove the key' }];
  }
  return [{ ...base, message: messageOf(issue, allowed), given: renderGiven(given), allowed, fix: fixFor(issue, given, allowed) }];
}

function unknownKey(yaml: YamlFile, path: Path, key: string, known: readonly string[]): Problem {
  const guess = nearest(key, known);
  return {
    file: yaml.file,
    line: yaml.lineOf(path),
    path: renderPath(path),
    message: 'is not a known key',
    given: renderGiven(key),
    allowed: known.length > 0 ? `one of ${known.join(', ')}` : 'no keys here',
    fix: guess ? `did you mean "${guess}"?` : 'remove it',
  };
}

function messageOf(issue: Issue, allowed: string): string {
  if (issue.message.startsWith('must ')) return issue.message;
  switch (issue.code) {
    case 'too_small':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}: at least ${issue.minimum}`;
    case 'too_big':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}: at most ${issue.maximum}`;
    default:
      return `must be ${allowed}`;
  }
}

function fixFor(issue: Issue, given: unknown, allowed: string): string {
  if (issue.code === 'invalid_value' && typeof given === 'string') {
    const guess = nearest(given, issue.values.map(String));
    if (guess) return `did you mean "${guess}"?`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof given === 'number') return `put it in quotes: "${given}"`;
  if (issue.code === 'invalid_type' && issue.expected === 'array') return 'write a list: one "- " item a line, or [a, b]';
  if (issue.code === 'invalid_type' && (issue.expected === 'int' || issue.expected === 'number') && typeof given === 'string' && /^\d+$/.test(given)) {
    return `remove the quotes: ${given}`;
  }
  return `write ${allowed}`;
}

/** Stand-ins for required keys, so that the rules can look at a document that lacks them. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  name: 'unnamed',
  account: '000000000000',
  region: 'us-east-1',
  branch: 'main',
  domain: 'unknown.example',
  environments: { unnamed: { branch: 'main', domain: 'unknown.example' } },
  source: { path: '.' },
  reason: 'no reason was given in the file',
};

/** Take the faulty place out of the copy; returns the places that were touched. */
function repair(copy: unknown, issue: Issue): Path[] {
  const path = issue.path as Path;
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (issue.code === 'unrecognized_keys') {
    const holder = valueAt(copy, path);
    if (isObject(holder)) for (const unknown of issue.keys) delete holder[unknown];
    return issue.keys.map((unknown) => [...path, unknown]);
  }
  if (key === undefined) return [path];
  if (Array.isArray(parent)) {
    // The whole list goes: taking one item out would move the others to places they do not have in the file.
    const listPath = path.slice(0, -1);
    const holder = valueAt(copy, listPath.slice(0, -1));
    const listKey = listPath.at(-1);
    if (isObject(holder) && listKey !== undefined) delete holder[listKey];
    return [listPath];
  }
  if (isObject(parent)) {
    delete parent[key];
    if (Object.hasOwn(STAND_INS, key)) parent[key] = structuredClone(STAND_INS[key]);
  }
  return [path];
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
