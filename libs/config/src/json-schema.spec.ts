import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '@careplane/problems';
import { describeAllowed, jsonSchemaOf, schemaAt } from './json-schema';
import type { DocumentKind, JsonSchema } from './json-schema';

const KINDS: DocumentKind[] = ['platform', 'service'];

it.each(KINDS)('the committed %s schema is the one of the code (else: npm run generate)', (kind) => {
  const file = join(__dirname, '../schema', `${kind}.schema.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(jsonSchemaOf(kind));
});

describe('audit: every key explains itself', () => {
  const keys = KINDS.flatMap((kind) => keysBelow(jsonSchemaOf(kind), kind));

  it('finds the keys', () => {
    const paths = keys.map(({ path }) => path);
    expect(paths).toContain('platform.environments.*.hostedZone.id');
    expect(paths).toContain('service.environments.*.routes.*.paths');
    expect(paths).toContain('service.protocol.http.reason');
    expect(keys.length).toBeGreaterThan(100);
  });

  it('has a description, a sentence', () => {
    const poor = keys.filter(({ schema }) => !/^.{10,}\.$/.test(schema.description ?? ''));
    expect(poor.map(({ path }) => path)).toEqual([]);
  });

  it('is required, or has a default, or says in words what happens without it', () => {
    const silent = keys.filter(
      ({ schema, required }) => !required && schema.default === undefined && !schema.description?.includes('Default: '),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('refuses what it does not know, at every level', () => {
    const open = keys.filter(({ schema }) => schema.properties !== undefined && schema.additionalProperties !== false);
    expect(open.map(({ path }) => path)).toEqual([]);
  });
});

interface Key {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

function keysBelow(schema: JsonSchema, path: string): Key[] {
  const own = Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    path: `${path}.${name}`,
    schema: inner,
    required: schema.required?.includes(name) ?? false,
  }));
  const anonymous = [schema.items, schema.additionalProperties].filter((inner) => typeof inner === 'object');
  return [
    ...own.flatMap((key) => [key, ...keysBelow(key.schema, key.path)]),
    ...anonymous.flatMap((inner) => keysBelow(inner, `${path}.*`)),
    ...(schema.anyOf ?? []).flatMap((form) => keysBelow(form, path)),
  ];
}

it.each<[path: Path, allowed: string]>([
  [['backup', 'startWindowHours'], 'a whole number from 1 to 24'],
  [['backup', 'intervalHours'], 'a whole number, 1 or more'],
  [['environments', 'any', 'tier'], 'one of production, nonproduction'],
  [['environments', 'any', 'approval'], 'true or false'],
  [['network', 'zones'], 'a list (2 to 6 items) of: one of a, b, c, d, e, f, g, h'],
  [['network', 'reserved'], 'a list of: text'],
  [['recovery'], 'a map with the keys rpoHours, rtoHours'],
  [['tags'], 'a map'],
  [['account'], 'text: AWS account, 12 digits in quotes'],
  [['network', 'toString'], 'nothing here'],
  [['name', 'below', 'text'], 'nothing here'],
])('what %j allows, in words: %s', (path, allowed) => {
  expect(describeAllowed(schemaAt(jsonSchemaOf('platform'), path))).toBe(allowed);
});

it('a place that may have several forms is found in the form that has its key', () => {
  const service = jsonSchemaOf('service');
  expect(describeAllowed(schemaAt(service, ['protocol']))).toBe('https, or a map with the keys http');
  expect(describeAllowed(schemaAt(service, ['protocol', 'http']))).toBe('a map with the keys reason');
  expect(describeAllowed(schemaAt(service, ['protocol', 'https']))).toBe('nothing here');
});
