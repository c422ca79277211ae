import type { Command } from 'commander';

/** After a mistake in its arguments, each command shows how it is called, and where its options are explained. */
export function nameHelp(command: Command, name: string): void {
  const usage = command.commands.length === 0 ? `Usage: ${name} ${command.usage()}\n` : '';
  const what = command.commands.length === 0 ? 'options' : 'commands';
  if (command.commands.length > 0) {
    const names = command.commands.map((each) => each.name());
    command.configureOutput({ outputError: (text, write) => write(withMeantCommand(text, names)) });
  }
  command.showHelpAfterError(`${usage}Run "${name} --help" for the ${what}.`);
  for (const each of command.commands) nameHelp(each, `${name} ${each.name()}`);
}

/** What people call our commands, as other tools do. Of words like "destroy", the nearest command would be the contrary: "deploy". */
const MEANT: Readonly<Record<string, string>> = {
  ...{ destroy: 'retire', delete: 'retire', remove: 'retire', rm: 'retire', undeploy: 'retire', teardown: 'retire' },
  ...{ down: 'retire', up: 'deploy', apply: 'deploy', release: 'deploy', preview: 'plan', build: 'synth' },
  ...{ validate: 'check', lint: 'check', test: 'check', new: 'init', create: 'init', ps: 'status', list: 'status' },
  ...{ ls: 'status', exec: 'run', execute: 'run', tail: 'logs', log: 'logs', price: 'cost', estimate: 'cost' },
};

/** No command does it; the files do. */
const RENAMES = ['rename', 'move', 'mv'];

/** The message about an unknown command, with the command that was meant in place of the nearest word. */
function withMeantCommand(text: string, names: readonly string[]): string {
  const unknown = /^error: unknown command '([^']*)'/.exec(text);
  const word = unknown?.[1]?.toLowerCase() ?? '';
  const meant = MEANT[word];
  const line = unknown?.[0];
  if (line === undefined) return text;
  if (meant !== undefined && names.includes(meant)) return `${line}\n(Did you mean ${meant}?)`;
  if (RENAMES.includes(word) && names.includes('deploy'))
    return `${line}\n(Write the new name into the file; careplane deploy says what has to happen.)`;
  return text;
}
