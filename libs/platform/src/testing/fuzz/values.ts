import type { JsonSchema } from '@careplane/config';
import { array, constant, constantFrom, integer, oneof, record, string, stringMatching, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** Texts that pass many a pattern, and that a construct or AWS may still refuse. */
const TEXTS = constantFrom(
  ...['a', 'api', 'A b', 'é', '<b>', '${AWS::Region}', '{{resolve:ssm:x}}', '*', '%', "'", '"', '\\', '/', '//', '..'],
  ...['a'.repeat(63), 'a'.repeat(64), 'a'.repeat(65), 'a'.repeat(129), 'a'.repeat(257), 'x y z '.repeat(40).trim()],
  ...[
    'on-call@acme.example',
    'acme.example',
    'https://acme.example/x',
    'us-west-2',
    'eu-central-1',
    'main',
    '10.0.0.0/8',
  ],
  ...['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:acm:us-east-2:111122223333:certificate/1', 'alias/key'],
  ...[
    'rate(1 hour)',
    'cron(0 3 * * ? *)',
    'cron(0 3 31 2 ? *)',
    'Europe/Berlin',
    'Sun:03:00-Sun:04:00',
    '23:59',
    '8.4',
  ],
);

/** Made once for each schema: to make texts of a pattern takes longer than to load a document. */
const made = new WeakMap<JsonSchema, Arbitrary<unknown>>();

/** Values that a schema accepts: at its bounds, of its pattern, and those that often go wrong. */
export function valuesOf(schema: JsonSchema): Arbitrary<unknown> {
  const known = made.get(schema) ?? arbitraryOf(schema);
  made.set(schema, known);
  return known;
}

function arbitraryOf(schema: JsonSchema): Arbitrary<unknown> {
  if (schema.const !== undefined) return constant(schema.const);
  if (schema.enum !== undefined) return constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return oneof(...schema.anyOf.map(valuesOf));
  switch (schema.type) {
    case 'boolean':
      return constantFrom(true, false);
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'string':
      return textsOf(schema);
    case 'array':
      // Draft 7 lists the schemas of the entries of a tuple.
      if (Array.isArray(schema.items)) return tuple(...(schema.items as JsonSchema[]).map(valuesOf));
      return array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: 2 + (schema.minItems ?? 0),
      });
    case 'object':
      return objectsOf(schema);
    default:
      return TEXTS;
  }
}

function numbersOf({ minimum = 0, maximum = 1_000_000, multipleOf = 1 }: JsonSchema): Arbitrary<number> {
  if (!Number.isInteger(multipleOf)) {
    const inSteps = numbersOf({ minimum: minimum / multipleOf, maximum: maximum / multipleOf });
    return inSteps.map((steps) => steps * multipleOf);
  }
  const [min, max] = [Math.max(minimum, -1_000_000), Math.min(maximum, 1_000_000)];
  return oneof(constantFrom(min, max), integer({ min, max: Math.min(max, min + 100) }), integer({ min, max }));
}

function textsOf({ pattern, format, minLength = 0, maxLength = 300 }: JsonSchema): Arbitrary<string> {
  if (format === 'email') return constantFrom('a@acme.example', `${'a'.repeat(64)}@acme.example`, 'a+b@acme.example');
  const free = string({ minLength, maxLength: Math.min(maxLength, minLength + 40) });
  const made = pattern === undefined ? free : stringMatching(new RegExp(withoutLookaround(pattern)));
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  return oneof(
    TEXTS,
    made.map((text) => (fits(text) ? text : text.slice(0, maxLength).padEnd(minLength, 'a'))),
  );
}

/** fast-check makes no texts for lookaheads; what the rest of a pattern accepts may be refused for them. */
function withoutLookaround(pattern: string): string {
  return pattern.replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '');
}

function objectsOf({
  properties = {},
  required = [],
  additionalProperties,
}: JsonSchema): Arbitrary<Readonly<Record<string, unknown>>> {
  const known = Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, valuesOf(each)]));
  const named =
    typeof additionalProperties === 'object'
      ? array(tuple(constantFrom('a', 'staging', 'production', 'KEY', 'key-1'), valuesOf(additionalProperties)), {
          maxLength: 2,
        })
      : constant([]);
  return tuple(record(known, { requiredKeys: [...required] }), named).map(([own, more]) => ({
    ...own,
    ...Object.fromEntries(more),
  }));
}
