import { jsonSchemaOf } from '@careplane/config';
import type { DocumentKind, JsonSchema } from '@careplane/config';
import { array, constantFrom, oneof } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Document } from './bases';

type Path = readonly string[];

/** A key of a document, and the schema of its value. */
interface Place {
  readonly path: Path;
  /** The path, with * for names of one's own: `environments.*.domain`. */
  readonly key: string;
  readonly schema: JsonSchema;
}

/** A document with other values for some keys. */
export interface Changed {
  readonly document: Document;
  /** The keys that have another value. */
  readonly keys: readonly string[];
}

/** What to try with a key. */
export interface Attempts {
  /** Its values, of which the document may have one already. */
  readonly valuesFor: (schema: JsonSchema, present: unknown) => Arbitrary<unknown>;
  /** Other names for the key itself. @default none */
  readonly namesFor?: (name: string) => Arbitrary<string>;
  /** How many keys change at most. */
  readonly most: number;
}

/**
 * Documents that differ from a valid one in some keys.
 *
 * @param base the valid document
 */
export function changedFrom(
  kind: DocumentKind,
  base: Document,
  { valuesFor, namesFor, most }: Attempts,
): Arbitrary<Changed> {
  const change = constantFrom(...placesOf(kind, base)).chain(({ path, key, schema }) => {
    const present = valueAt(base, path);
    const valued = valuesFor(schema, present).map((value) => (tree: Document) => withValue(tree, path, value));
    const renamed = namesFor?.(path.at(-1) ?? '').map((name) => (tree: Document) => {
      const parent = valueAt(tree, path.slice(0, -1));
      const { [path.at(-1) ?? '']: value = 'a', ...rest } = isTree(parent) ? parent : {};
      return withValue(tree, path.slice(0, -1), { ...rest, [name]: value });
    });
    const arbitrary =
      renamed === undefined ? valued : oneof({ weight: 9, arbitrary: valued }, { weight: 1, arbitrary: renamed });
    return arbitrary.map((apply) => ({ key, apply }));
  });
  return array(change, { minLength: 1, maxLength: most }).map((changes) => ({
    document: changes.reduce<Document>((tree, { apply }) => apply(tree), base),
    keys: changes.map(({ key }) => key),
  }));
}

/** The keys that may change: `platform environments.*.domain`, `worker scaling.queue.name`. */
export function keysToTry(): ReadonlySet<string> {
  const keys = (name: string, kind: DocumentKind, base: Document) =>
    placesIn(formFor(kind, base), undefined, { names: ['*'] }).map(({ key }) => `${name} ${key}`);
  return new Set([
    ...keys('platform', 'platform', {}),
    ...serviceKinds().flatMap((kind) => keys(kind, 'service', { kind })),
  ]);
}

/** The kinds that service.yaml knows. */
export function serviceKinds(): readonly string[] {
  return (jsonSchemaOf('service').anyOf ?? []).map(({ properties }) => String(properties?.['kind']?.const));
}

const placesKnown = new WeakMap<Document, readonly Place[]>();

function placesOf(kind: DocumentKind, base: Document): readonly Place[] {
  const known = placesKnown.get(base) ?? placesIn(formFor(kind, base), base, {});
  placesKnown.set(base, known);
  return known;
}

/** A service's document has the form of its kind. What other kinds know is refused, so it is tried for the key `kind` alone. */
function formFor(kind: DocumentKind, base: Document): JsonSchema {
  const root = jsonSchemaOf(kind);
  const own = base['kind'] ?? 'web';
  return root.anyOf?.find(({ properties }) => properties?.['kind']?.const === own) ?? root;
}

/**
 * Every key that a document can have; names of one's own, such as those of environments, are those of the base. Where the base has
 * none, one is added.
 */
function placesIn(
  schema: JsonSchema,
  base: unknown,
  options: { readonly names?: readonly string[] },
  path: Path = [],
  at: Path = [],
): Place[] {
  const tree = isTree(base) ? base : {};
  const own: Place[] = path.length === 0 ? [] : [{ path, key: at.join('.'), schema }];
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    placesIn(each, tree[name], options, [...path, name], [...at, name]),
  );
  const { additionalProperties: free } = schema;
  const present = Object.keys(tree).filter((name) => schema.properties?.[name] === undefined);
  const names = options.names ?? (present.length > 0 ? present : [nameFor(schema.propertyNames)]);
  const named =
    typeof free === 'object'
      ? names.flatMap((name) => placesIn(free, tree[name], options, [...path, name], [...at, '*']))
      : [];
  const variants = (schema.anyOf ?? []).flatMap((each) =>
    placesIn(each, base, options, path, at).filter((place) => place.path !== path),
  );
  return [...own, ...known, ...named, ...variants];
}

/** A name that a map takes: an environment, a store, a variable, a secret of a service. */
function nameFor({ enum: closed, pattern }: JsonSchema = {}): string {
  const fits = (name: string) => pattern === undefined || new RegExp(pattern, 'u').test(name);
  return (closed?.map(String) ?? ['production', 'SPARE', 'portal/SPARE', 'spare.example']).find(fits) ?? 'production';
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Document | undefined)?.[key], tree);
}

function withValue(tree: Document | undefined, [key, ...rest]: Path, value: unknown): Document {
  if (key === undefined) return isTree(value) ? value : {};
  const inner = tree?.[key];
  return { ...tree, [key]: rest.length === 0 ? value : withValue(isTree(inner) ? inner : {}, rest, value) };
}

function isTree(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
