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
