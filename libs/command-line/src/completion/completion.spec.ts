import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { completionScript, SHELLS } from '.';

function acme(): Command {
  const root = new Command('acme').version('1.0.0').description('For a test.');
  root
    .command('plan')
    .description("Show what's there. More.")
    .option('--out <dir>', 'output: a folder')
    .option('-q, --quiet', 'say less');
  const cost = root.command('cost').description('Costs.');
  cost.command('estimate').description('Estimate.').option('--budget <usd>', 'limit');
  return root;
}

/** What bash offers for a line; the last word is the one that is being typed. */
function offered(...words: readonly string[]): string[] {
  const script = `${completionScript(acme(), 'bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _acme; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('in bash', () => {
  it.each([
    [
      ['acme', ''],
      ['plan', 'cost'],
    ],
    [['acme', 'p'], ['plan']],
    [['acme', 'cost', ''], ['estimate']],
    [['acme', 'cost', 'estimate', '--b'], ['--budget']],
    [
      ['acme', 'plan', '--'],
      ['--out', '--quiet', '--help'],
    ],
    // A folder: bash's own completion.
    [['acme', 'plan', 'apps/'], []],
    [['acme', 'plan', 'cost', '--b'], []],
  ])('%j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

it.each(SHELLS)('every command and option is in the script for %s', (shell) => {
  const script = completionScript(acme(), shell);
  for (const word of ['plan', 'cost', 'estimate', 'budget', 'quiet', 'version']) expect(script).toContain(word);
});

it('quotes descriptions', () => {
  expect(completionScript(acme(), 'zsh')).toContain(`'plan:Show what'\\''s there'`);
  expect(completionScript(acme(), 'fish')).toContain(`-d 'Show what\\'s there'`);
});

it('refuses another shell, with the ones there are', () => {
  expect(() => completionScript(acme(), 'bsh')).toThrow(
    'No completion for bsh. Shells: bash, zsh, fish. Did you mean bash?',
  );
});
