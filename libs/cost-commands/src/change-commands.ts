import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';
import { REPORT_FORMATS } from './formats';
import { bytesArgument, increaseArgument } from './options';
import { budget, failOn, priced, subcommand } from './shared-options';

/** Register the commands that show what a change costs. */
export function changeCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  compared(priced(subcommand(root, 'diff', REPORT_FORMATS)))
    .description('Show how a change affects the monthly cost, by construct path.')
    .argument('<what...>', 'two sources, before and after; or one, with --base')
    .addOption(failOn())
    .action(async (what, options) =>
      finish(await (await import('./commands/diff.js')).diffCommand(what, options, terminal)),
    );

  const comment = root
    .command('comment')
    .option('--out <file>', 'write the document to this file, completely or not at all')
    .copyInheritedSettings(root);
  budget(compared(priced(comment)))
    .description('Write the cost of a change as one Markdown document, for a comment on any platform.')
    .argument('<what...>', 'two sources, before and after; or one, with --base, or without for its cost alone')
    .addOption(failOn())
    .option('--title <text>', 'name of the comment, by which it is found again. Default: what is priced')
    .option(
      '--max-bytes <number>',
      'longest document: GitHub takes 65,536 characters, Bitbucket 32,768',
      bytesArgument,
      60_000,
    )
    .action(async (what, options) =>
      finish(await (await import('./commands/comment.js')).commentCommand(what, options, terminal)),
    );
}

/** Which change. */
function compared(command: Command): Command {
  return command
    .option('--base <revision>', 'git revision to compare with; this version of careplane synthesizes it')
    .option('--head <revision>', 'git revision to compare. Default: the working tree')
    .option('--max-increase <usd>', 'exit with 1 if a month costs more by this amount, or by 10%', increaseArgument);
}
