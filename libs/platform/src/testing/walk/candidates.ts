import type { JsonSchema } from '@careplane/config';
import { sample, stringMatching } from 'fast-check';
import type { Leaf } from './documents';
import type { Value } from './probe';

/** Texts that many a pattern accepts and that AWS may refuse. */
const TEXTS = [
  ...[
    '',
    ' ',
    'a',
    '-',
    'a b',
    'é',
    '名',
    '<b>',
    '|',
    '*',
    '%',
    "'",
    '"',
    '\\',
    '/',
    '//',
    '..',
    'a..b',
    '-a',
    'a-',
    '_a',
    'a_',
  ],
  ...[
    'a--b',
    'A',
    '0',
    '00',
    '10.0.0.0/8',
    '${AWS::Region}',
    '${HOME}',
    '{{resolve:ssm:x}}',
    '\n',
    'a\nb',
    'a\tb',
    'aws',
    'aws:a',
  ],
  ...[1, 2, 3, 20, 24, 30, 63, 64, 65, 100, 127, 128, 129, 200, 255, 256, 257, 512, 1025, 2049, 5000].map((length) =>
    'a'.repeat(length),
  ),
  ...['1'.repeat(300), `${'a'.repeat(64)}@acme.example`, `a@${'a.'.repeat(120)}example`],
];

/** Numbers at which something ends. */
const NUMBERS = [
  -1,
  0,
  1,
  2,
  59,
  60,
  61,
  255,
  256,
  365,
  366,
  1000,
  1024,
  32_767,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  1e12,
];

/** Values for a leaf that its own schema accepts: at its bounds, of its pattern, and those that often go wrong. */
export function candidatesFor({ schema, value }: Leaf): Value[] {
  return [...new Set([...raw(schema, value)].filter((each) => fits(schema, each)))];
}

function raw(schema: JsonSchema, value: Value): Value[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((each) => raw(each, value));
  if (schema.const !== undefined) return [schema.const as Value];
  if (schema.enum !== undefined) return schema.enum as Value[];
  if (schema.type === 'boolean') return [];
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = -1, maximum = 1e12 } = schema;
    return [minimum, maximum, ...NUMBERS];
  }
  return [...TEXTS, ...ofPattern(schema.pattern), String(value)];
}

/** fast-check makes no texts for lookarounds; what the rest of a pattern accepts may be refused for them. */
function ofPattern(pattern: string | undefined): string[] {
  if (pattern === undefined) return [];
  const plain = pattern.replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '');
  return sample(stringMatching(new RegExp(plain)), { numRuns: 12, seed: 1 });
}

function fits(schema: JsonSchema, value: Value): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((each) => fits(each, value));
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (typeof value === 'number') {
    return (
      ['integer', 'number'].includes(schema.type ?? '') &&
      value >= (schema.minimum ?? -Infinity) &&
      value <= (schema.maximum ?? Infinity)
    );
  }
  if (typeof value !== 'string' || (schema.type !== undefined && schema.type !== 'string')) return false;
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  return (
    value.length >= minLength &&
    value.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value))
  );
}
