import type { Path } from '@careplane/problems';
import * as z from 'zod';
import { platformSchema, serviceSchema, unknownKindSchema, WORKLOAD_SCHEMAS } from './schema';
import type { WorkloadKind } from './schema';

/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly multipleOf?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

export type DocumentKind = 'platform' | 'service';

const schemas = { platform: platformSchema, service: serviceSchema };
const cache = new Map<DocumentKind, JsonSchema>();

/** JSON Schema (draft 7) of a document as people write it: what editors complete from and what problems quote. */
export function jsonSchemaOf(kind: DocumentKind): JsonSchema {
  const known = cache.get(kind);
  if (known) return known;
  const made = {
    ...(z.toJSONSchema(schemas[kind], { io: 'input', target: 'draft-7' }) as JsonSchema),
    title: `Careplane ${kind}.yaml`,
  };
  cache.set(kind, made);
  return made;
}

/** A document's schema: to check it with, and as JSON Schema to quote. */
export interface DocumentForm {
  readonly schema: z.ZodType;
  /** Made when someone asks: only the problems of a document quote it, and making it takes longer than checking a document. */
  readonly shape: JsonSchema;
  /** Of a service.yaml: the kind that is written or the default; undefined where no kind is called so. */
  readonly workload?: WorkloadKind;
}

const forms = new Map<z.ZodType, JsonSchema>();

/**
 * The one schema that a document is held against. A service.yaml has that of its `kind`, so that its problems are about
 * this kind and no other.
 */
export function documentForm(kind: DocumentKind, document: unknown): DocumentForm {
  if (kind === 'platform') return formWith(platformSchema, () => jsonSchemaOf(kind));
  const workload = workloadOf(document);
  const schema = workload === undefined ? unknownKindSchema : WORKLOAD_SCHEMAS[workload];
  return formWith(schema, () => shapeOf(schema), workload);
}

function formWith(schema: z.ZodType, shape: () => JsonSchema, workload?: WorkloadKind): DocumentForm {
  return {
    schema,
    get shape() {
      return shape();
    },
    ...(workload === undefined ? {} : { workload }),
  };
}

/** The kinds of workload whose service.yaml has a key at the top. */
export function workloadsWith(key: string): WorkloadKind[] {
  const all = Object.entries(WORKLOAD_SCHEMAS) as [WorkloadKind, z.ZodType][];
  return all.filter(([, schema]) => ownProperty(shapeOf(schema).properties, key) !== undefined).map(([kind]) => kind);
}

function workloadOf(document: unknown): WorkloadKind | undefined {
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, 'kind')) return 'web';
  const { kind } = document as { readonly kind: unknown };
  return typeof kind === 'string' && Object.hasOwn(WORKLOAD_SCHEMAS, kind) ? (kind as WorkloadKind) : undefined;
}

function shapeOf(schema: z.ZodType): JsonSchema {
  const known = forms.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as JsonSchema;
  forms.set(schema, made);
  return made;
}

/** The schema that governs a place in a document; undefined where the place is not foreseen. */
export function schemaAt(root: JsonSchema, path: Path): JsonSchema | undefined {
  let node: JsonSchema | undefined = root;
  for (const key of path) {
    if (node === undefined) return undefined;
    const within: JsonSchema = alternativeWith(node, key) ?? node;
    const additional: boolean | JsonSchema | undefined = within.additionalProperties;
    node =
      typeof key === 'number'
        ? (tupleOf(within)?.[key] ?? within.items)
        : (ownProperty(within.properties, key) ?? (typeof additional === 'object' ? additional : undefined));
  }
  return node;
}

/** The schemas of a list's entries one by one, where draft 7 has them: of a list such as [">", 5]. */
export function tupleOf({ items }: JsonSchema): readonly JsonSchema[] | undefined {
  return Array.isArray(items) ? (items as readonly JsonSchema[]) : undefined;
}

/** The most places of a key that help a reader. */
const MOST_PLACES = 2;

/** Which places of a key are offered. */
export interface PlaceFilter {
  /** A place that is left out. */
  readonly at: Path;
  /** Whether the key takes the value at a place, by its schema there. */
  readonly fits: (schema: JsonSchema) => boolean;
  /** Whether the document has room for it at a place. */
  readonly free: (path: Path) => boolean;
}

/**
 * Where in a document a key belongs, in words: `under environments.<name>.database`. Nothing for a key that is in many places.
 *
 * @param root schema of the document
 */
export function placesOfKey(root: JsonSchema, key: string, { at, fits, free }: PlaceFilter): string[] {
  const found = new Set<string>();
  const visit = (schema: JsonSchema, path: readonly string[]): void => {
    const here = path.join('.');
    const property = ownProperty(schema.properties, key);
    if (property !== undefined && here !== at.join('.') && fits(property) && free(path))
      found.add(here === '' ? 'at the top' : `under ${here}`);
    for (const form of schema.anyOf ?? []) visit(form, path);
    for (const [name, each] of Object.entries(schema.properties ?? {})) visit(each, [...path, name]);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, [...path, '<name>']);
    if (schema.items !== undefined) visit(schema.items, path);
  };
  visit(root, []);
  return found.size <= MOST_PLACES ? [...found] : [];
}

/** Of several forms that a place may have, the one that is a map with this key. */
export function alternativeWith({ anyOf }: JsonSchema, key: string | number): JsonSchema | undefined {
  return anyOf?.find(({ properties }) => ownProperty(properties, String(key)) !== undefined);
}

/** The least that a schema takes, as it is written on one line: `{ http: { reason: … } }`. */
export function sketch(schema: JsonSchema): string {
  if (schema.properties === undefined) return '…';
  const keys = schema.required ?? [];
  return `{ ${keys.map((key) => `${key}: ${sketch(schema.properties?.[key] ?? {})}`).join(', ')} }`;
}

function ownProperty(properties: JsonSchema['properties'], key: string): JsonSchema | undefined {
  return properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** What a schema accepts, in words: "a whole number from 1 to 500", "one of a, b", "true or false". */
export function describeAllowed(schema: JsonSchema | undefined): string {
  if (schema === undefined) return 'nothing here';
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return schema.anyOf.map(describeAllowed).join(', or ');
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return `a ${schema.type === 'integer' ? 'whole ' : ''}number${range(schema)}${steps(schema)}`;
    case 'array':
      return tupleOf(schema) === undefined
        ? `a list${counted(schema)} of: ${describeAllowed(schema.items)}`
        : `a list of: ${tupleOf(schema)?.map(describeAllowed).join('; ')}`;
    case 'object':
      return schema.properties ? `a map with the keys ${Object.keys(schema.properties).join(', ')}` : 'a map';
    default:
      return schema.description ? `text: ${firstSentence(schema.description)}` : 'text';
  }
}

function range({ minimum, maximum }: JsonSchema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  if (low !== undefined) return `, ${low} or more`;
  return high !== undefined ? `, ${high} or less` : '';
}

/** Of whole numbers, zod writes no step. */
function steps({ multipleOf }: JsonSchema): string {
  return multipleOf === undefined ? '' : `, in steps of ${multipleOf}`;
}

function counted({ minItems, maxItems }: JsonSchema): string {
  if (minItems !== undefined && maxItems !== undefined) return ` (${minItems} to ${maxItems} items)`;
  if (minItems !== undefined) return ` (${minItems} or more items)`;
  return maxItems !== undefined ? ` (at most ${maxItems} items)` : '';
}

function firstSentence(text: string): string {
  return (/^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\.$/, '');
}
