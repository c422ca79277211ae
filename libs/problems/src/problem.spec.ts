import { renderGiven, renderPath, sortProblems } from './problem';
import type { Path, Problem } from './problem';

it.each<[path: Path, text: string]>([
  [[], ''],
  [['name'], 'name'],
  [['environments', 'staging', 'routes', 0, 'host'], 'environments.staging.routes[0].host'],
  [['a', 0, 1], 'a[0][1]'],
  [['environment', 'TOKEN=hunter2'], 'environment.TOKEN=…'],
  [['AKIAIOSFODNN7EXAMPLE'], '(not shown)'],
  [['scaling', 'min\u200b'], 'scaling.min\\u200b'],
  [['scaling', 'min\n'], 'scaling.min '],
])('path %j is written %s', (path, text) => expect(renderPath(path)).toBe(text));

it.each<[what: string, value: unknown, text: string]>([
  ['nothing', undefined, '(nothing)'],
  ['null', null, '(an empty value)'],
  ['text', 'a b', '"a b"'],
  ['text of several lines', 'a\n  b', '"a b"'],
  ['a space of zero width', 'us-east-2\u200b', '"us-east-2\\u200b"'],
  ['a space that does not break', 'us-east-2\u00a0', '"us-east-2\\u00a0"'],
  ['a byte order mark inside of text', 'a\ufeffb', '"a\\ufeffb"'],
  ['a character that turns the direction round', '\u202emain', '"\\u202emain"'],
  ['control characters', '\0\u001b[31m', '"\\u0000\\u001b[31m"'],
  ['half of a pair', 'a\ud800', '"a\\ud800"'],
  ['letters of every script, and a smiling face', 'é名😀', '"é名😀"'],
  ['a number', 25, '25'],
  ['a list', [1, 'a'], '[1,"a"]'],
  ['a map', { min: 2 }, '{"min":2}'],
  ['text that is too long', 'x'.repeat(100), `"${'x'.repeat(76)}...`],
  ['an AWS key', 'AKIAIOSFODNN7EXAMPLE', '(20 characters, not shown)'],
  ['an AWS key deep inside', { a: ['AKIAIOSFODNN7EXAMPLE'] }, '(a map of 1, not shown)'],
  ['a password by its key', [{ password: 'hunter2' }], '(a list of 1, not shown)'],
])('%s', (_, value, text) => expect(renderGiven(value)).toBe(text));

it.each<[path: Path, value: unknown, text: string]>([
  [['environment'], ['A=hunter2'], '(a list of 1, not shown)'],
  [['environments', 'staging', 'environment', 'A'], 'hunter2', '(7 characters, not shown)'],
  [['secrets', 0], 1234, '(4 characters, not shown)'],
  [['tags', 'password'], 'hunter2', '(7 characters, not shown)'],
  [['environments', 'staging', 'branch'], 'hunter2', '"hunter2"'],
])('at %j, %j is shown as %s', (path, value, text) => expect(renderGiven(value, path)).toBe(text));

it('sorts by file, line, path and message, and tells a thing once', () => {
  const problem = (file: string, line: number, path: string, message: string): Problem => ({
    ...{ file, line, path, message },
    ...{ given: '', allowed: '', fix: '' },
  });
  const sorted = [
    problem('a', 2, 'x', 'm'),
    problem('a', 10, 'a', 'm'),
    problem('a', 10, 'b', 'm'),
    problem('a', 10, 'b', 'n'),
    problem('b', 1, '', 'm'),
  ];
  expect(sortProblems([...sorted, ...sorted].reverse())).toEqual(sorted);
});
