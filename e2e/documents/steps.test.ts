// `node --test` runs this; tools/nx-plugin's tests start it.
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { NOT_RUN } from './not-run';
import { documentedSteps, reasonOf } from './run';
import { missingParts, stepsOf } from './steps';

void test('a shown output belongs to its command, up to the next prompt', () => {
  const lines = ['```console', '$ a \\', '  b', 'one', '...', 'two', '$ c', '```', '```sh', 'd # why', '```'];
  deepEqual(stepsOf(lines.join('\n'), 'x.md'), [
    { where: 'x.md:3', command: 'a b', output: ['one', '...', 'two'] },
    { where: 'x.md:7', command: 'c', output: [] },
    { where: 'x.md:10', command: 'd', output: [] },
  ]);
});

void test('a command of ours in a block that is not read is no step, and throws', () => {
  for (const text of ['```\ncareplane plan apps/medmo\n```', 'Run\n\n    npx careplane plan apps/medmo\n']) {
    let thrown = '';
    try {
      stepsOf(text, 'x.md');
    } catch (error) {
      thrown = (error as Error).message;
    }
    ok(thrown.includes('x.md:'), text);
  }
});

void test('what is shown must be printed, in its order', () => {
  deepEqual(missingParts(['one', '...', 'two'], 'one\nmore\ntwo\n'), []);
  deepEqual(missingParts(['two', '...', 'one'], 'one\nmore\ntwo\n'), ['one']);
  deepEqual(missingParts(['one', 'two'], 'one\nmore\ntwo\n'), ['one\ntwo']);
});

void test('every command of README and guides runs, or has a reason', () => {
  const neither = documentedSteps().filter(
    ({ command }) =>
      reasonOf(command) === undefined && !/^(?:(?:npx )?careplane(?:-scan|-cost)?|mkdir|cp) /.test(command),
  );
  deepEqual(neither, []);
});

void test('each reason for not running is needed, and more commands of ours run than not', () => {
  const steps = documentedSteps();
  const unused = NOT_RUN.filter((row) => !steps.some(({ command }) => reasonOf(command) === row));
  deepEqual(unused, []);
  const ours = steps.filter(({ command }) => /careplane/.test(command));
  const run = ours.filter(({ command }) => reasonOf(command) === undefined);
  ok(run.length > ours.length / 2, `${run.length} of ${ours.length}`);
});
