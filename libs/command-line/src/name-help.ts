import type { Command } from 'commander';

/** After a mistake in its arguments, each command shows how it is called, and where its options are explained. */
export function nameHelp(command: Command, name: string): void {
  const usage = command.commands.length === 0 ? `Usage: ${name} ${command.usage()}\n` : '';
  const what = command.commands.length === 0 ? 'options' : 'commands';
  command.showHelpAfterError(`${usage}Run "${name} --help" for the ${what}.`);
  for (const each of command.commands) nameHelp(each, `${name} ${each.name()}`);
}
