import type { JsonSchema } from '@careplane/config';
import { constantFrom, integer, oneof, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** Values of another type than any key has, or of one that few have. */
const WRONG_TYPES = constantFrom<unknown>(
  ...[true, false, null, 0, 1, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e300, -0],
  ...['', ' ', 'yes', '0', '1e3', '2026-11-29', '12:34', '~', [], {}, [[]], [{}], [null], [''], { a: 1 }, { '': '' }],
  ...[{ __proto__: 'a' }, { constructor: 'a' }, { toString: 1 }, { length: 3 }, { '<<': { a: 1 } }, new Date(0)],
);

/** Characters that terminals, shells, XML, YAML, JSON or AWS read in their own way. */
const CHARACTERS = [
  ...['\0', '\u0001', '\u0007', '\b', '\t', '\n', '\r', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u00ad', '\ufeff'],
  ...[
    '\u200b',
    '\u200d',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\ufffd',
    '\ufffe',
    '\ud800',
    '\udc00',
    'ß',
    'İ',
    'ﬁ',
  ],
  ...[
    'é',
    'e\u0301',
    'Ａ',
    '名',
    '😀',
    '👩‍⚕️',
    '١',
    '०',
    '–',
    '“',
    '`',
    '$',
    '${x}',
    '{{',
    '}}',
    '<',
    '&',
    '|',
    ';',
    '%',
    '*',
  ],
  ...['\\', '/', '..', '//', ':', '@', '#', '?', '=', ',', '"', "'", '-', '_', '.', ' ', '+', '~', '^', '[', ']'],
];

const LENGTHS = [2, 3, 33, 64, 65, 128, 129, 256, 257, 513, 1025, 4097, 70_000];

/**
 * Values that are wrong, or nearly right: another type; a text with a letter changed, removed, added or doubled, with a character that
 * is hard to see, in capitals, very long; a number at and past its limits.
 *
 * @param schema the schema of a key
 * @param present what the document has for the key now
 */
export function wrongValuesFor(schema: JsonSchema, present: unknown): Arbitrary<unknown> {
  const texts = textsOf(schema, present);
  const numbers = numbersOf(schema);
  return oneof(
    { weight: 1, arbitrary: WRONG_TYPES },
    ...(texts.length === 0 ? [] : [{ weight: 4, arbitrary: constantFrom(...texts).chain(misspelt) }]),
    ...(numbers.length === 0 ? [] : [{ weight: 4, arbitrary: constantFrom(...numbers) }]),
    ...(schema.type === 'array' || Array.isArray(present) ? [{ weight: 3, arbitrary: listsOf(schema, present) }] : []),
  );
}

/** Texts that the key takes, or takes inside of a form. */
function textsOf(schema: JsonSchema, present: unknown): string[] {
  const own = typeof present === 'string' || typeof present === 'number' ? [String(present)] : [];
  const closed = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])].map(String);
  const forms = (schema.anyOf ?? []).flatMap((each) => textsOf(each, undefined));
  const free = schema.type === 'string' && own.length + closed.length === 0 ? ['a', 'abc-1', 'us-east-2'] : [];
  return [...own, ...closed, ...forms, ...free];
}

function numbersOf(schema: JsonSchema): number[] {
  const forms = (schema.anyOf ?? []).flatMap(numbersOf);
  if (schema.type !== 'integer' && schema.type !== 'number') return forms;
  const ends = [schema.minimum, schema.maximum].filter((end) => end !== undefined);
  return [
    ...forms,
    ...ends.flatMap((end) => [end - 1, end - 0.5, end, end + 0.5, end + 1, end * 10, -end]),
    ...[0, -1, 2 ** 31, 2 ** 53, 1e21, 5e-324, 0.1 + 0.2, 4_294_967_296],
  ];
}

/** A list with wrong entries, with entries twice, or very long. */
function listsOf(schema: JsonSchema, present: unknown): Arbitrary<unknown> {
  const [first] = Array.isArray(present) ? (present as unknown[]) : [];
  const entries = wrongValuesFor(schema.items ?? {}, first);
  return oneof(
    entries.map((entry) => [entry]),
    entries.map((entry) => [...(Array.isArray(present) ? (present as unknown[]) : []), entry]),
    entries.map((entry) => [entry, entry]),
    entries.map((entry) => Array.from({ length: 60 }, () => entry)),
  );
}

/** A text with something changed. */
export function misspelt(text: string): Arbitrary<string> {
  const place = integer({ min: 0, max: Math.max(0, text.length - 1) });
  const letter = constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-');
  const at = (index: number, removed: number, put: string) => text.slice(0, index) + put + text.slice(index + removed);
  return oneof(
    tuple(place, letter).map(([index, put]) => at(index, 1, put)),
    tuple(place, letter).map(([index, put]) => at(index, 0, put)),
    place.map((index) => at(index, 1, '')),
    place.map((index) =>
      at(
        index,
        2,
        text
          .slice(index, index + 2)
          .split('')
          .reverse()
          .join(''),
      ),
    ),
    tuple(place, constantFrom(...CHARACTERS)).map(([index, put]) => at(index, 0, put)),
    constantFrom(...CHARACTERS).map((put) => text + put),
    constantFrom(...CHARACTERS).map((put) => put + text),
    constantFrom(
      text.toUpperCase(),
      ` ${text}`,
      `${text} `,
      `"${text}"`,
      `${text},${text}`,
      `${text}\n${text}`,
      `https://${text}`,
    ),
    constantFrom(...LENGTHS).map((length) => (text || 'a').repeat(length).slice(0, length)),
  );
}
