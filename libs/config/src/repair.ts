import type { Path } from '@careplane/problems';
import type { z } from 'zod';
import { flattenIssues, valueAt } from './issue';
import type { Issue } from './issue';
import { schemaAt } from './json-schema';
import type { JsonSchema } from './json-schema';
import { meantKey } from './meant-word';
import type { ParsedPlatform } from './model';
import { platformSchema } from './schema';

/** With more problems than this, the rest of the document is not checked. */
const MAX_REPAIRS = 1000;

/** Stand-ins for required keys, so that the rules can look at a document that lacks them. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  name: 'unnamed',
  account: '000000000000',
  region: 'us-east-1',
  branch: 'main',
  domain: 'unknown.example',
  environments: { unnamed: { branch: 'main', domain: 'unknown.example' } },
  source: { path: '.' },
  schedule: { everyMinutes: 60 },
  command: ['CMD', 'true'],
  reason: 'no reason was given in the file',
};

export interface Repaired {
  /** What the schema makes of the repaired document; undefined when too little remained. */
  readonly value: unknown;
  /** Places that were touched. */
  readonly repaired: readonly Path[];
}

/** Removes invalid values until the schema accepts the rest. If a placeholder is refused too, its parent is removed. */
export function repair(schema: z.ZodType, shape: JsonSchema, copy: unknown, firstIssues: readonly Issue[]): Repaired {
  const repaired: Path[] = [];
  for (let issues = firstIssues; repaired.length < MAX_REPAIRS;) {
    repaired.push(...issues.flatMap((issue) => repairOne(shape, copy, issue, repaired)));
    if (repaired.some((path) => path.length === 0)) break;
    const result = schema.safeParse(copy);
    if (result.success) return { value: result.data, repaired };
    issues = flattenIssues(result.error.issues);
  }
  return { value: undefined, repaired: [[]] };
}

/** A platform about which nothing is known. */
export function standInPlatform(): ParsedPlatform {
  const { name, account, region, environments } = STAND_INS;
  return platformSchema.parse({ name, account, region, environments });
}

/** Take the faulty place out of the copy; returns the places that were touched. */
function repairOne(shape: JsonSchema, copy: unknown, issue: Issue, before: readonly Path[]): Path[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schemaAt(shape, issue.path as Path)?.properties ?? {});
    return removeUnknown(copy, issue.path as Path, issue.keys, known);
  }
  let path = issue.path as Path;
  // The value was repaired and is still invalid, so its parent is removed.
  while (path.length > 0 && before.some((done) => samePath(done, path))) path = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined) return [path];
  const parent = valueAt(copy, path.slice(0, -1));
  if (Array.isArray(parent)) {
    // The whole list is removed, because removing one item would shift the positions of the others.
    removeKey(copy, path.slice(0, -1));
    return [path.slice(0, -1)];
  }
  removeKey(copy, path);
  if (isObject(parent) && Object.hasOwn(STAND_INS, key)) parent[key] = structuredClone(STAND_INS[key]);
  return [path];
}

/** Removes unknown keys. The key that was probably meant counts as touched, because it will appear to be missing. */
function removeUnknown(copy: unknown, path: Path, keys: readonly string[], known: readonly string[]): Path[] {
  for (const key of keys) removeKey(copy, [...path, key]);
  return keys.flatMap((key) => {
    const meant = meantKey(key, known);
    const exists = meant === undefined || valueAt(copy, [...path, meant]) !== undefined;
    return [[...path, key], ...(exists ? [] : [[...path, meant]])];
  });
}

function removeKey(copy: unknown, path: Path): void {
  const holder = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (isObject(holder) && key !== undefined) delete holder[key];
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
