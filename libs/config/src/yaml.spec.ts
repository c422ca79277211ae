import { parseYaml } from './yaml';

const valueOf = (text: string): unknown => {
  const result = parseYaml('a.yaml', text);
  return result.ok ? result.yaml.value : result.problems;
};

const problemsOf = (text: string) => {
  const result = parseYaml('a.yaml', text);
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
    const result = parseYaml('a.yaml', text);
    expect(result.ok && result.yaml.lineOf(path)).toBe(line);
  });
});

describe('what is refused', () => {
  it.each<[what: string, text: string, problems: unknown[]]>([
    ['an open bracket', 'a: 1\nb: [1, 2\nc: 3\n', [[3, '', expect.stringContaining('is not valid YAML')]]],
    [
      'two errors, both reported',
      'a: 1\na: 2\nb:\n\t- 1\n',
      expect.arrayContaining([
        [2, '', 'is not valid YAML: Map keys must be unique'],
        [4, '', 'is not valid YAML: Tabs are not allowed as indentation'],
      ]) as unknown[],
    ],
    ['__proto__', 'a:\n  __proto__: 1', [[2, 'a', 'has a key that is not allowed: __proto__']]],
    ['a list as key', '? [a]\n: b', [[1, '', 'has a key that is not allowed: a list or map']]],
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
    const result = parseYaml('a.yaml', text);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
