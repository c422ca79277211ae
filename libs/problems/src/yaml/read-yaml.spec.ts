import { readYaml } from './read-yaml';
import type { YamlOptions } from './options';

const valueOf = (text: string, options: YamlOptions = { numbersAsWritten: true }): unknown => {
  const result = readYaml('a.yaml', text, options);
  return result.ok ? result.yaml.value : result.problems;
};

const problemsOf = (text: string, options?: YamlOptions) => {
  const result = readYaml('a.yaml', text, options);
  return result.ok ? [] : result.problems.map(({ line, path, message }) => [line, path, message]);
};

/** The letter before: each list of the billion laughs repeats the list above it. */
const before = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 1);

describe('values', () => {
  it.each<[what: string, text: string, value: unknown]>([
    ['an account id with a leading zero stays text', 'a: 012345678901', { a: '012345678901' }],
    ['an account id in quotes', "a: '111122223333'", { a: '111122223333' }],
    ['a whole number', 'a: 8080', { a: 8080 }],
    ['a version keeps its last zero', 'a: 1.10', { a: '1.10' }],
    ['a number too long to be exact keeps its digits', 'a: 12345678901234567890', { a: '12345678901234567890' }],
    ['hexadecimal keeps its form', 'a: 0x10', { a: '0x10' }],
    ['infinity is no number here', 'a: .inf', { a: '.inf' }],
    ['true and false', 'a: [true, false]', { a: [true, false] }],
    ['yes is text in YAML 1.2', 'a: yes', { a: 'yes' }],
    ['nothing', 'a:', { a: null }],
    ['an empty file', '', null],
    ['a file of comments', '# nothing here\n', null],
    ['an alias', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['a tagged date stays text', 'a: !!timestamp 2020-01-01', { a: '2020-01-01' }],
    ['a key that objects have anyway', 'constructor: 1\ntoString: 2', { constructor: 1, toString: 2 }],
    ['a number as key', '1: a', { '1': 'a' }],
  ])('%s', (_, text, value) => expect(valueOf(text)).toEqual(value));
});

describe('lines', () => {
  const text = `# comment
name: x
list:
  - a
  - b: 1
    c: 2
flow: { d: 1,
  e: 2 }
copy: &here
  f: 1
again: *here
`;
  it.each<[path: (string | number)[], line: number]>([
    [[], 2],
    [['name'], 2],
    [['list'], 3],
    [['list', 0], 4],
    [['list', 1, 'c'], 6],
    [['flow', 'd'], 7],
    [['flow', 'e'], 8],
    [['again'], 11],
    [['again', 'f'], 10],
    [['list', 7], 3],
    [['missing', 'far', 'below'], 2],
  ])('%j is on line %d', (path, line) => {
    const result = readYaml('a.yaml', text);
    expect(result.ok && result.yaml.lineOf(path)).toBe(line);
  });
});

describe('what is refused', () => {
  it.each<[what: string, text: string, problems: unknown[]]>([
    ['an open bracket', 'a: 1\nb: [1, 2\nc: 3\n', [[3, '', expect.stringContaining('is not valid YAML')]]],
    [
      'two errors, both told',
      'a: 1\na: 2\nb:\n\t- 1\n',
      expect.arrayContaining([
        [2, 'a', 'occurs twice in the same map'],
        [4, '', 'is not valid YAML: the line is indented with a tab'],
      ]) as unknown[],
    ],
    ['__proto__', 'a:\n  __proto__: 1', [[2, 'a', 'has a key that is not allowed: __proto__']]],
    ['a list as key', '? [a]\n: b', [[1, '', 'has a key that is not allowed: a list, a map or an alias']]],
    ['a key as number and as text', '1: a\n"1": b', [[2, '1', 'occurs twice in the same map']]],
    ['an alias of nothing', 'x: 1\na: *gone', [[2, 'a', expect.stringContaining('an anchor that does not exist')]]],
    ['an alias of itself', 'a: &x [*x]', [[1, 'a', 'expands to more than a configuration file can contain']]],
    [
      'a billion laughs',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefghi'].map((x) => `${x}: &${x} [${`*${before(x)},`.repeat(9)}]`).join('\n')}`,
      [[expect.any(Number), expect.any(String), 'expands to more than a configuration file can contain']],
    ],
    [
      'many aliases',
      `a: &a 1\nb: [${'*a,'.repeat(600)}]`,
      [[2, 'b', 'expands to more than a configuration file can contain']],
    ],
    ['deep brackets', `a: 1\nb: ${'['.repeat(20_000)}`, [[2, '', 'is nested too deeply']]],
    ['deep brackets, a line each', '[\n'.repeat(20_000), [[51, '', 'is nested too deeply']]],
    ['deep lists', '- '.repeat(20_000), [[1, '', 'is nested too deeply']]],
    [
      'deep maps',
      Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      [[202, '', 'is nested too deeply']],
    ],
    ['too large a file', 'a'.repeat(1_000_001), [[1, '', 'is too large for a configuration file']]],
    ['two documents', 'a: 1\n---\nb: 2', [[2, '', expect.stringContaining('is not valid YAML')]]],
  ])('%s', (_, text, problems) => expect(problemsOf(text)).toEqual(problems));
});

describe('a broken line may hold a secret', () => {
  it.each([
    'environment:\n  DB_PASSWORD: "hunter2',
    'environment:\n  DB_PASSWORD: *hunter2*',
    'environment:\n  DB_PASSWORD: "\\hunter2"',
    'environment:\n  DB_PASSWORD: @hunter2',
    'environment:\n  DB_PASSWORD: !hunter2! x: y',
    'environment:\n  DB_PASSWORD: a: hunter2',
    'environment:\n  DB_PASSWORD: |hunter2\n   x',
    'environment:\n  - DB_PASSWORD=hunter2\n DB: [',
    'environment: [\n hunter2\n',
    '%YAML hunter2\n---\na: 1',
    'a: 1\n} hunter2',
  ])('%j', (text) => {
    const result = readYaml('a.yaml', text);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

describe('what may differ between kinds of files', () => {
  const read = (text: string, options: YamlOptions) => valueOf(text, options);

  it('numbers are numbers, unless a file says that their text counts', () => {
    const text = 'a: 9.0\nb: 1e6\nc: 012345678901';
    expect(read(text, {})).toEqual({ a: 9, b: 1_000_000, c: 12_345_678_901 });
    expect(read(text, { numbersAsWritten: true })).toEqual({ a: '9.0', b: '1e6', c: '012345678901' });
  });

  it('every scalar is its text where a file says so', () => {
    const text = 'a: True\nb: 0x1F\nc:\nd: "1"\ne: [no, 1.10]\n';
    expect(read(text, { scalarsAsWritten: true })).toEqual({ a: 'True', b: '0x1F', c: '', d: '1', e: ['no', '1.10'] });
  });

  it('tags that are known stand for a map of one key, and others are explained', () => {
    const tags = { '!Sub': 'Fn::Sub', '!If': 'Fn::If' };
    expect(read('a: !Sub "${A}-x"\nb: !If [c, !Sub d, 1]\n', { tags })).toEqual({
      a: { 'Fn::Sub': '${A}-x' },
      b: { 'Fn::If': ['c', { 'Fn::Sub': 'd' }, 1] },
    });
    expect(problemsOf('a: 1\nb: !Sub x\n')).toEqual([[2, 'b', 'begins with !, which YAML reads as a tag']]);
    expect(problemsOf('a: !Sup x\n', { tags })).toEqual([[1, 'a', 'begins with !, which YAML reads as a tag']]);
  });

  it('merge keys copy what is not written, and are explained where they are not read', () => {
    const text = 'p: &p\n  a: 1\n  b: 2\ns:\n  <<: *p\n  b: 3\nt:\n  b: 4\n  <<: [*p]\n"<<": x\n';
    expect(read(text, { mergeKeys: true })).toEqual({
      ...{ p: { a: 1, b: 2 }, s: { a: 1, b: 3 }, t: { a: 1, b: 4 } },
      '<<': 'x',
    });
    expect(problemsOf(text)).toEqual([
      [5, 's.<<', 'is a merge key, which YAML 1.2 does not have'],
      [9, 't.<<', 'is a merge key, which YAML 1.2 does not have'],
    ]);
  });

  it('aliases can be refused', () => {
    const text = 'a: &x 1\nb: [*x]\n';
    expect(read(text, {})).toEqual({ a: 1, b: [1] });
    expect(problemsOf(text, { aliases: false })).toEqual([[2, 'b[0]', 'begins with *, which YAML reads as an alias']]);
  });

  it('of two equal keys the last one may count', () => {
    expect(read('a: 1\nb: 2\na: 3\n', { repeatedKeys: true })).toEqual({ a: 3, b: 2 });
  });
});

describe('brackets and quoted texts that go on in a line that is not indented', () => {
  const loose = { looseIndentation: true };

  it.each<[what: string, text: string, value: unknown]>([
    ['a brace', 'a:\n  b: {\n    c: 1\n }\n  d: 2\n', { a: { b: { c: 1 }, d: 2 } }],
    ['a bracket at the margin', 'a:\n  b: [\n1,\n2\n]\nc: 3\n', { a: { b: [1, 2] }, c: 3 }],
    ['a quoted text', 'a:\n  b: \'one\n  two\'\n  c: "x\ny"\n', { a: { b: 'one two', c: 'x y' } }],
    [
      'brackets in texts and comments',
      "a:\n  b: { c: '}', # }\n d: it's }\ne: x[\n",
      { a: { b: { c: '}', d: "it's" } }, e: 'x[' },
    ],
    [
      'a block of text with brackets',
      'a:\n  - b: |\n      { x\n      [ y\n    c: {\n  d: 1\n}\n',
      { a: [{ b: '{ x\n[ y\n', c: { d: 1 } }] },
    ],
    ['a tag before the bracket', 'a:\n  b: !!map {\n  c: 1\n  }\n', { a: { b: { c: 1 } } }],
    ['a dash by itself', 'a: [-, b, -]\nc: { d: -, e: !!str -}\n', { a: ['-', 'b', '-'], c: { d: '-', e: '-' } }],
    ['a dash, and a bracket at the margin', 'a:\n  b: [\n-, 1\n]\n', { a: { b: ['-', 1] } }],
  ])('%s', (_, text, value) => {
    expect(valueOf(text, loose)).toEqual(value);
    expect(problemsOf(text)).not.toEqual([]);
  });

  it('and what is never closed stays a problem, at its line', () => {
    expect(problemsOf('a:\n  b: {\n    c: 1\n  d: 2\n', loose)).toEqual([
      [4, '', 'is not valid YAML: a brace { is not closed, or a line in it is not indented'],
    ]);
  });
});

it('a byte order mark is skipped, and moves no line', () => {
  expect(valueOf('\uFEFFa: 1\n')).toEqual({ a: 1 });
  expect(problemsOf('\uFEFFa: 1\n\tb: 2\n')).toEqual([[2, '', expect.stringContaining('tab')]]);
});

/** Words of the grammar and of the parser, which mean nothing to who writes YAML once a month. */
const JARGON =
  /\b(implicit|flow|scalar|node|token|mapping|sequence|collection|directive|stream|indicator|compact|parse)/i;

it.each<[text: string, line: number, words: string]>([
  ['a: "x\nb: 1\n', 3, 'a quotation mark is not closed'],
  ['a: - b\n', 1, 'a list begins on the line of its key'],
  ['a:\n  b: 1\n c: 2\n', 3, 'the line is indented differently from its neighbors'],
  ['a: b: c\n', 1, 'a value contains another key'],
  ['a: 1\n b: 2\n', 1, 'a value contains another key'],
  ['a\nb: c\n', 1, 'a key has no colon with a blank after it, or its line is indented differently from the others'],
  ['a: {b: 1\n', 2, 'a brace { is not closed, or a line in it is not indented'],
  ['a: [1, 2}\n', 1, 'a bracket [ is not closed, or a line in it is not indented'],
  ['a: ]\nx: }\n', 1, 'a bracket is closed that was not opened'],
  ['a: [,]\n', 1, 'a value is missing between brackets or commas'],
  ['a: @x\n', 1, 'a value begins with a character that has a meaning in YAML'],
  ['a: "\\q"\n', 1, 'a backslash in double quotation marks is followed by a character that it cannot be combined with'],
  ['a: |x\n  b\n', 1, 'text follows | or > on the same line'],
  ['a: >\n\tb\n', 2, 'the text after | or > is not indented'],
  ["a: 'it's'\n", 1, 'more text follows where the value has ended'],
  ['- a\nb: 1\n', 2, 'more text follows where the value has ended'],
  ['a: 1\n---\nb: 2\n', 2, 'a second document begins, after the line ---'],
  ['a: *\n', 1, 'a value begins with * or &, but no name follows'],
  ['a: &x &y b\n', 1, 'a value begins with !, & or *, and cannot be read'],
  [`${'x'.repeat(1100)}: 1\n`, 1, 'a key has more than 1,024 characters'],
])('%j: one problem, in plain words', (text, line, words) => {
  const result = readYaml('a.yaml', text);
  const problems = result.ok ? [] : result.problems;
  expect(problems.map((problem) => [problem.line, problem.message])).toEqual([[line, `is not valid YAML: ${words}`]]);
  for (const { message, fix } of problems) expect(`${message} ${fix}`).not.toMatch(JARGON);
});
