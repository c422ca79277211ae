import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  array,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  nat,
  oneof,
  string,
  tuple,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { stringify } from 'yaml';

const MEDMO = join(__dirname, '../../../../apps/medmo');

/** The files of the example: a platform, and a service of it. */
export const medmo = {
  platform: readFileSync(join(MEDMO, 'platform.yaml'), 'utf8'),
  service: readFileSync(join(MEDMO, 'api', 'service.yaml'), 'utf8'),
};

/** Keys that trip programs up, among those that mean something. */
const key = oneof(
  constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    'valueOf',
    '<<',
    '',
    ' ',
    '0',
    '1e3',
    '-1',
    'null',
    'é',
    '名前',
    '\u0000',
    'a.b',
    'a[0]',
  ),
  constantFrom(
    'name',
    'account',
    'region',
    'environments',
    'staging',
    'production',
    'network',
    'database',
    'backup',
    'scaling',
    'schedule',
    'routes',
    'host',
    'paths',
    'priority',
    'environment',
    'secrets',
    'source',
    'path',
    'tags',
    'hostedZone',
    'min',
    'max',
    'cpu',
    'memoryMiB',
  ),
  string({ maxLength: 8 }),
);

const scalar = oneof(
  constantFrom<unknown>(
    null,
    true,
    false,
    '',
    ' ',
    '@',
    '/*',
    'api',
    'staging',
    'medmo.example',
    '111122223333',
    111122223333,
    'us-east-2',
    '10.20.0.0/16',
    '__proto__',
    'toString',
    '🏥',
    '\ud800',
    'x'.repeat(5000),
  ),
  integer(),
  double(),
  constantFrom(0, -0, 1, 2, 25, 1e300, -1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 2 ** 63),
  string({ unit: 'binary', maxLength: 20 }),
);

const { structure } = letrec<{ structure: unknown }>((tie) => ({
  structure: oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    array(tie('structure'), { maxLength: 4 }),
    dictionary(key, tie('structure'), { maxKeys: 6 }),
  ),
}));

/** Values as a person, or a cat, types them. */
const typed = constantFrom(
  ...[
    '',
    '~',
    'null',
    '[',
    ']',
    '{',
    '}',
    '{}',
    '[]',
    '- ',
    '*x',
    '&x 1',
    '&x [*x]',
    '!!binary aGk=',
    '!!set {a, b}',
    '!<x> y',
    '| ',
    '>+2',
    '"',
    "'",
    '%',
    '@',
    '`',
    '\t',
    '? x',
    ': ',
    '<<: *x',
    '-',
    '---',
    '...',
    '0x1F',
    '0o17',
    '1e999',
    '.nan',
    '-.inf',
    '99999999999999999999',
    '2020-01-01',
    'yes',
    '# x',
    '\u00a0',
    '\u2028',
    '\r',
    '名前: 1',
    '__proto__: 1',
    'constructor: {prototype: 1}',
    '1: 2',
    '[a, b]: c',
  ],
);

type Edit = (lines: string[], at: number) => string[];

const edit: Arbitrary<Edit> = oneof(
  constant<Edit>((lines, at) => lines.toSpliced(at, 1)),
  constant<Edit>((lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  constant<Edit>((lines, at) => lines.slice(0, at)),
  constant<Edit>((lines, at) => lines.with(at, `\t${lines[at]}`)),
  nat(5).map<Edit>((spaces) => (lines, at) => lines.with(at, ' '.repeat(spaces) + lines[at]?.trimStart())),
  nat(60).map<Edit>((other) => (lines, at) => swapValues(lines, at, other % lines.length)),
  tuple(typed, nat(6)).map<Edit>(
    ([text, spaces]) =>
      (lines, at) =>
        lines.toSpliced(at, 0, ' '.repeat(spaces) + text),
  ),
  typed.map<Edit>((text) => (lines, at) => lines.with(at, (lines[at] ?? '').replace(/:.*$/, `: ${text}`))),
  structure.map<Edit>(
    (value) => (lines, at) =>
      lines.with(
        at,
        (lines[at] ?? '').replace(/:.*$/, () => `: ${JSON.stringify(value)}`),
      ),
  ),
  key.map<Edit>(
    (name) => (lines, at) =>
      lines.with(
        at,
        (lines[at] ?? '').replace(/[\w-]+:/, () => `${name}:`),
      ),
  ),
  tuple(string({ unit: 'binary', maxLength: 3 }), nat(80)).map<Edit>(([text, column]) => (lines, at) => {
    const line = lines[at] ?? '';
    return lines.with(at, line.slice(0, column) + text + line.slice(column + 1));
  }),
);

function swapValues(lines: string[], one: number, other: number): string[] {
  const split = (line = '') => /^([^:]*: ?)(.*)$/.exec(line) ?? ['', line, ''];
  const [a, b] = [split(lines[one]), split(lines[other])];
  return lines.with(one, `${a[1]}${b[2]}`).with(other, `${b[1]}${a[2]}`);
}

/** A file with some lines changed. */
export const mutationOf = (text: string, edits: Arbitrary<Edit> = edit): Arbitrary<string> =>
  array(tuple(edits, nat(1000)), { minLength: 1, maxLength: 5 }).map((changes) =>
    changes
      .reduce(
        (lines, [change, at]) => (lines.length === 0 ? lines : change(lines, at % lines.length)),
        text.split('\n'),
      )
      .join('\n'),
  );

/** Lines lost, doubled, cut off or moved sideways: what was a value stays one. */
export const clumsyEdit: Arbitrary<Edit> = oneof(
  constant<Edit>((lines, at) => lines.toSpliced(at, 1)),
  constant<Edit>((lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  constant<Edit>((lines, at) => lines.slice(0, at + 1)),
  constant<Edit>((lines, at) => lines.with(at, (lines[at] ?? '').slice(0, -1))),
  nat(5).map<Edit>((spaces) => (lines, at) => lines.with(at, ' '.repeat(spaces) + lines[at]?.trimStart())),
);

/** Anything that may be in a file, most of it nearly correct. */
export const anyYaml = (valid: string): Arbitrary<string> =>
  oneof(
    { weight: 1, arbitrary: string({ unit: 'binary', maxLength: 200 }) },
    { weight: 2, arbitrary: array(typed, { maxLength: 30 }).map((parts) => parts.join('\n')) },
    { weight: 3, arbitrary: structure.map((value) => stringify(value)) },
    { weight: 6, arbitrary: mutationOf(valid) },
  );
