import type { Command } from 'commander';

/** An option as it is typed, with what it is for. */
export interface CompletedOption {
  /** With its hyphens. */
  readonly names: readonly string[];
  readonly description: string;
  /** A value follows. */
  readonly takesValue: boolean;
}

/** A command or subcommand, by the words that lead to it. */
export interface CompletedCommand {
  /** Such as `careplane cost estimate`. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
}

/** All commands of a command line, the outermost first: what people can type, from the definitions that parse it. */
export function commandTree(root: Command, above = ''): CompletedCommand[] {
  const path = `${above} ${root.name()}`.trim();
  const help = root.createHelp();
  const subcommands = help.visibleCommands(root).filter((one) => one.name() !== 'help');
  const own: CompletedCommand = {
    path,
    subcommands: subcommands.map((one) => ({ name: one.name(), description: firstSentence(one.description()) })),
    options: help.visibleOptions(root).map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      description: firstSentence(option.description),
      takesValue: option.required || option.optional,
    })),
  };
  return [own, ...subcommands.flatMap((one) => commandTree(one, path))];
}

/** Shells show one short line. */
function firstSentence(text: string): string {
  return (text.split(/(?<=[.:;])\s/)[0] ?? '').replace(/[.:;]$/, '');
}
