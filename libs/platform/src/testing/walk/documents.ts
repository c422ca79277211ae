import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf } from '@careplane/config';
import type { DocumentKind, JsonSchema } from '@careplane/config';
import { parse } from 'yaml';

/** A value that people write, or a name that they choose as a key. */
export interface Leaf {
  /** The file without its ending, and the keys: `platform environments.*.domain`. */
  readonly key: string;
  readonly file: string;
  /** Where the value is in this document. */
  readonly path: readonly (string | number)[];
  readonly schema: JsonSchema;
  readonly value: string | number | boolean;
  /** Whether it is the key of a map, and not a value. */
  readonly isName: boolean;
}

/** The documents of the walk, in which each value is given twice. */
export const WALK_FILES = ['platform', 'web', 'worker', 'scheduled', 'static'] as const;

const VARIANTS = /‹([^|›]*)\|([^›]*)›/g;

/** The texts of the documents, with the first or the second of two values everywhere. */
export function walkTexts(variant: 0 | 1): Readonly<Record<string, string>> {
  return Object.fromEntries(
    WALK_FILES.map((file) => [
      file,
      readFileSync(join(__dirname, `${file}.yml`), 'utf8')
        .replace(/^#.*\n/gm, '')
        .replace(VARIANTS, (_, one: string, other: string) => [one, other][variant] ?? ''),
    ]),
  );
}

/** The values and the chosen names of a document, in its order. */
export function leavesOf(file: string, text: string): Leaf[] {
  return within(file, parse(text) as unknown, jsonSchemaOf(kindOf(file)), [], []);
}

/** Every key of the schemas that takes a value or a chosen name. */
export function keysOf(file: string): Map<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const visit = (schema: JsonSchema, at: readonly string[]): void => {
    const forms = schema.anyOf?.some(isCompound) === true ? schema.anyOf : [schema];
    for (const form of forms) {
      for (const [name, each] of Object.entries(form.properties ?? {})) visit(each, [...at, name]);
      if (form.items !== undefined) visit(form.items, [...at, '*']);
      if (typeof form.additionalProperties === 'object') {
        if (form.propertyNames?.enum === undefined)
          found.set(keyText(file, [...at, '(name)']), form.propertyNames ?? {});
        visit(form.additionalProperties, [...at, '*']);
      }
      if (!isCompound(form)) found.set(keyText(file, at), form);
    }
  };
  const root = jsonSchemaOf(kindOf(file));
  visit(file === 'platform' ? root : workload(root, file), []);
  return found;
}

const kindOf = (file: string): DocumentKind => (file === 'platform' ? 'platform' : 'service');
const isCompound = ({ type, properties }: JsonSchema) =>
  type === 'object' || type === 'array' || properties !== undefined;
const keyText = (file: string, at: readonly string[]) => `${file} ${at.join('.')}`;

/** The form of service.yaml for a kind of workload. */
function workload(root: JsonSchema, kind: string): JsonSchema {
  const form = root.anyOf?.find(({ properties }) => properties?.['kind']?.const === kind);
  if (form === undefined) throw new Error(`service.yaml has no kind ${kind}`);
  return form;
}

function within(
  file: string,
  value: unknown,
  schema: JsonSchema,
  path: readonly (string | number)[],
  at: readonly string[],
): Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => within(file, each, schema.items ?? {}, [...path, index], [...at, '*']));
  }
  if (typeof value !== 'object' || value === null) {
    return [{ key: keyText(file, at), file, path, schema, value: value as Leaf['value'], isName: false }];
  }
  const form = at.length === 0 && file !== 'platform' ? workload(schema, file) : formFor(schema, Object.keys(value));
  return Object.entries(value).flatMap(([name, each]) => {
    const known = form.properties?.[name];
    if (known !== undefined) return within(file, each, known, [...path, name], [...at, name]);
    const names = form.propertyNames ?? {};
    const own: Leaf[] =
      names.enum === undefined
        ? [
            {
              key: keyText(file, [...at, '(name)']),
              file,
              path: [...path, name],
              schema: names,
              value: name,
              isName: true,
            },
          ]
        : [];
    const inner = typeof form.additionalProperties === 'object' ? form.additionalProperties : {};
    return [...own, ...within(file, each, inner, [...path, name], [...at, '*'])];
  });
}

function formFor(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  return schema.anyOf?.find(({ properties }) => keys.every((key) => properties?.[key] !== undefined)) ?? schema;
}
