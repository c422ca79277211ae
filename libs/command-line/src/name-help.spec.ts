import { Command } from 'commander';
import { nameHelp } from './name-help';

function shownAbout(...args: string[]): string {
  let shown = '';
  const quiet = (command: Command) =>
    command.exitOverride().configureOutput({ writeErr: (text) => void (shown += text) });
  const root = quiet(new Command('careplane'));
  const prices = quiet(quiet(root.command('cost')).command('prices'));
  quiet(prices.command('show')).argument('<file>').option('--out <file>');
  nameHelp(root, root.name());
  expect(() => root.parse(['node', 'careplane', ...args])).toThrow();
  return shown;
}

it.each<[args: string, help: string]>([
  [
    'cost prices show',
    'Usage: careplane cost prices show [options] <file>\nRun "careplane cost prices show --help" for the options.',
  ],
  ['cost prices show x --bogus', 'Run "careplane cost prices show --help" for the options.'],
  ['cost prices shoe', 'Run "careplane cost prices --help" for the commands.'],
  ['cots', 'Run "careplane --help" for the commands.'],
])('careplane %s', (args, help) => expect(shownAbout(...args.split(' '))).toContain(help));

it.each<[word: string, answer: string]>([
  // The nearest word is the contrary of what was meant.
  ['destroy', "error: unknown command 'destroy'\n(Did you mean retire?)"],
  ['remove', '(Did you mean retire?)'],
  ['deplyo', '(Did you mean deploy?)'],
  ['rename', 'Write the new name into the file; careplane deploy says what has to happen.'],
])('careplane %s names the command that was meant', (word, answer) => {
  let shown = '';
  const root = new Command('careplane').exitOverride().configureOutput({ writeErr: (text) => void (shown += text) });
  for (const name of ['deploy', 'retire', 'prove']) root.command(name);
  nameHelp(root, root.name());
  expect(() => root.parse(['node', 'careplane', word])).toThrow();
  expect(shown).toContain(answer);
});
