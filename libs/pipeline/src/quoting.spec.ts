import { spawnSync } from 'node:child_process';
import { checkBase } from './steps/check-platform';
import { checkCommit, checkDigest } from './steps/check';
import { BUILDS } from './testing/builds';
import { unquotedExpansions } from './testing/shell';

/**
 * Branch names, commit messages and tags are other people's text. They reach a build through its environment, and a
 * command sees them inside double quotes only, where the shell neither splits nor expands them.
 */
const commands = Object.entries(BUILDS).flatMap(([name, { steps }]) =>
  steps.flatMap((step) => [...step.commands, ...(step.finally ?? [])].map((command) => ({ name, command }))),
);

test('there are commands to look at, and they use variables', () => {
  expect(commands.length).toBeGreaterThan(60);
  expect(commands.filter(({ command }) => command.includes('$')).length).toBeGreaterThan(50);
});

test.each([
  ['echo $NAME', ['$NAME']],
  ['echo "$NAME"', []],
  ["echo '$NAME'", []],
  ['echo "$(cat "$FILE")"', []],
  ['echo "$(cat $FILE)"', ['$FILE']],
  ['echo $(cat "$FILE")', ['$(']],
  ['echo `date`', ['`']],
  ['echo "`date`"', ['`']],
  ['x=${A:+--b "$C"}', []],
  ['x ${A}', ['${A}']],
  ['x ${A:+--b $C}', ['$C']],
  ['test "${#A}" -eq 40', []],
  ['test $? -eq 0', ['$?']],
])('the search for unquoted expansions in %j finds %j', (command, expected) => {
  expect(unquotedExpansions(command)).toEqual(expected);
});

test('no command expands anything outside of double quotes', () => {
  const found = commands.flatMap(({ name, command }) =>
    unquotedExpansions(command).map((what) => ({ name, command, what })),
  );
  expect(found).toEqual([]);
});

test('no command is put together from what a pipeline knows only at run time, and none evaluates text', () => {
  expect(commands.filter(({ command }) => /#\{|\beval\b|\bxargs\b|sh -c/.test(command))).toEqual([]);
});

const HOSTILE = [
  '',
  'main',
  '$(touch owned)',
  '`touch owned`',
  '; touch owned',
  '--help',
  '-e',
  "a' || true; '",
  'a"b',
  '*',
  `${'a'.repeat(39)}\n`,
  `${'a'.repeat(40)}\n`,
  `${'a'.repeat(40)}\n${'b'.repeat(40)}`,
  `${'A'.repeat(40)}`,
  `${'g'.repeat(40)}`,
  'a'.repeat(41),
];

describe.each([
  ['a commit', 'COMMIT', checkCommit, '0123456789abcdef0123456789abcdef01234567'],
  ['a base', 'BASE', checkBase, '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  ['a digest', 'DIGEST', checkDigest, `sha256:${'0f'.repeat(32)}`],
] as const)('%s', (_, variable, step, good) => {
  const passes = (value: string): boolean =>
    spawnSync('/bin/sh', ['-c', step.commands.join('\n')], { env: { PATH: '/nowhere', [variable]: value } }).status ===
    0;

  it('is taken when it is one', () => expect(passes(good)).toBe(true));

  it.each([...HOSTILE, `${good} `, `${good}\n`, `x${good}`, 'ab'.repeat(36) + 'c', `sha256:${'a'.repeat(65)}`])(
    'is refused when it is %j',
    (value) => expect(passes(value)).toBe(false),
  );
});
