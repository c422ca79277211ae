import { program as costProgram } from '@careplane/cost-commands';
import { program as scanProgram } from '@careplane/scan-commands';
import type { Command } from 'commander';
import { program as careplaneProgram } from '../../program';

const terminal = { data: () => undefined, talk: () => undefined } as unknown as Parameters<typeof careplaneProgram>[0];
/** The three command lines, with their real arguments and options. */
export const BINS: Readonly<Record<string, () => Command>> = {
  careplane: () => careplaneProgram(terminal, () => undefined),
  'careplane-cost': () => costProgram(terminal, () => undefined),
  'careplane-scan': () => scanProgram(terminal, () => undefined),
};

/** The command with actions that do nothing: parsing checks names, arguments, options and their allowed values. */
function onlyParsing(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(onlyParsing);
  return command;
}

/** Why a command line refuses words; undefined where it takes them. Nothing is run. */
export function parseFault(command: Command, words: readonly string[]): string | undefined {
  try {
    onlyParsing(command).parse(words, { from: 'user' });
    return undefined;
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    return code === 'commander.version' ? undefined : message;
  }
}
