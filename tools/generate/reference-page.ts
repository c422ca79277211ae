import { isDeepStrictEqual } from 'node:util';
import { describeAllowed, jsonSchemaOf } from '@careplane/config';
import type { DocumentKind, JsonSchema } from '@careplane/config';
import { markdownTable } from '@careplane/problems';

/** One key of a document, at its place. */
interface Key {
  /** Such as `environments.<name>.domain` or `routes[].host`. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** The key at the top that this one overrides: the same in all but its default, and explained there. */
  readonly overrides?: string;
}

/** Placeholder for a key of a map, in the paths of the page. */
const MAP_KEYS: Readonly<Record<string, string>> = { environment: '<NAME>', tags: '<key>' };

/** The reference page of a document: one table for the keys at the top, and one for each key that holds others. */
export function referencePage(kind: DocumentKind): string {
  const root = jsonSchemaOf(kind);
  return [
    `<!-- Generated from libs/config/src/schema by "npm run generate". Do not edit. -->`,
    `# ${kind}.yaml`,
    root.description ?? '',
    `Keys that are not listed here are refused. With the first line of the examples, \`# yaml-language-server: $schema=…\`, an editor completes and checks the file with [the JSON Schema](../../libs/config/schema/${kind}.schema.json).`,
    ...(root.anyOf === undefined
      ? ['## At the top', ...tablesOf(root, keysOf(root, ''))]
      : ['## At the top, for every kind', ...tablesOfForms(root.anyOf)]),
  ].join('\n\n');
}

/** The tables of a document of several kinds: the keys that are the same in all kinds first, then those of each kind. */
function tablesOfForms(forms: readonly JsonSchema[]): string[] {
  const [first = {}] = forms;
  const isCommon = ({ path }: Key) =>
    forms.every(({ properties }) => isDeepStrictEqual(properties?.[path], first.properties?.[path]));
  const own = forms.flatMap((form) => {
    const name = String(form.properties?.['kind']?.const);
    const keys = keysOf(form, '').filter((key) => !isCommon(key));
    return [`## kind: ${name}`, form.description ?? '', ...tablesOf(form, keys, `${name}: `)];
  });
  return [...tablesOf(first, keysOf(first, '').filter(isCommon)), ...own];
}

/** A table of some keys at the top of a document, and one for each of them that holds others. */
function tablesOf(root: JsonSchema, keys: readonly Key[], title = ''): string[] {
  const sections = keys.map((key) => ({ key, inner: below(key, root) })).filter(({ inner }) => inner.length > 0);
  return [
    table(keys),
    ...sections.flatMap(({ key, inner }) => [`## ${title}${key.path}`, key.schema.description ?? '', table(inner)]),
  ];
}

/** Every key below a key, in the order of the schema. */
function below({ path, schema, required }: Key, root: JsonSchema): Key[] {
  if (schema.anyOf) return schema.anyOf.flatMap((form) => below({ path, schema: form, required }, root));
  if (schema.properties) {
    return keysOf(schema, `${path}.`, root).flatMap((key) => (key.overrides ? [key] : [key, ...below(key, root)]));
  }
  if (typeof schema.additionalProperties === 'object') {
    const name = MAP_KEYS[path.split('.').at(-1) ?? ''] ?? '<name>';
    const value = { path: `${path}.${name}`, schema: schema.additionalProperties, required: false };
    return value.schema.properties ? below(value, root) : [];
  }
  return schema.items?.properties ? below({ path: `${path}[]`, schema: schema.items, required: false }, root) : [];
}

function keysOf({ properties, required = [] }: JsonSchema, prefix: string, root?: JsonSchema): Key[] {
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    path: `${prefix}${name}`,
    schema,
    required: required.includes(name),
    ...(isDeepStrictEqual(root?.properties?.[name], schema) ? { overrides: name } : {}),
  }));
}

function table(keys: readonly Key[]): string {
  const rows = keys.map(({ path, schema, required, overrides }) => {
    const { text, fallback } = splitDefault(schema);
    const absent = overrides === undefined ? fallback : `as \`${overrides}\` at the top`;
    return [`\`${path}\``, allowed(schema), required ? 'required' : absent, text];
  });
  return markdownTable(['Key', 'Allowed', 'Default', 'Meaning'], rows, { cell });
}

/** The type in words. What the loader quotes for text is the description, which has a column of its own here. */
function allowed(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(allowed).join(', or ');
  if (schema.items?.properties) return 'a list of maps, see below';
  if (schema.items) return `a list of: ${allowed(schema.items)}`;
  if (schema.properties) return 'a map, see below';
  if (typeof schema.additionalProperties === 'object') {
    const { additionalProperties: value } = schema;
    return value.properties ? 'a map by name, see below' : `a map by name of: ${allowed(value)}`;
  }
  if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined)
    return schema.format === 'email' ? 'an e-mail address' : 'text';
  return describeAllowed(schema);
}

/** The default, and the description without it: it is in the schema or the last sentence of the description. */
function splitDefault(schema: JsonSchema): { text: string; fallback: string } {
  const description = schema.description ?? '';
  if (schema.default !== undefined) return { text: description, fallback: literal(schema) };
  const [, before = description, fallback = '', after = ''] =
    /^(.*?)Default: (.*?)\.(?:\s+(.*))?$/.exec(description) ?? [];
  return { text: `${before} ${after}`.trim(), fallback };
}

function literal({ default: value, properties }: JsonSchema): string {
  if (properties) return 'the defaults of its keys';
  if (Array.isArray(value) && value.length === 0) return 'none';
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return 'none';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** Text as a table cell: a bar ends a cell, `<name>` outside of code is a tag, `*` and `_` begin emphasis. */
function cell(text: string): string {
  return text.startsWith('`') || text.startsWith('as `')
    ? text
    : text.replace(/[|<*_]/g, (character) => `\\${character}`);
}
