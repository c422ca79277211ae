import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';
import { billed, comparedMonth, priced } from './shared-options';

/** Register the commands that write a usage file. */
export function usageCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  const usage = root.command('usage').description('Write the usage file that estimate reads.');

  priced(written(usage, 'init'), { usage: false })
    .description('Write a usage file for a modest month: every key with an amount and its reason, to be corrected.')
    .argument('<what...>', 'as for estimate')
    .action(async (what, options) =>
      finish(await (await import('./commands/usage-init.js')).usageInitCommand(what, options, terminal)),
    );

  comparedMonth(billed(priced(written(usage, 'learn'), { usage: false })))
    .description('Write a usage file with the usage of a month’s bill.')
    .argument('<what...>', 'as for estimate: what is deployed')
    .action(async (what, options) =>
      finish(await (await import('./commands/usage-learn.js')).usageLearnCommand(what, options, terminal)),
    );
}

function written(parent: Command, verb: string): Command {
  return parent
    .command(verb)
    .option('--out <file>', 'file to write; an existing file is not replaced', 'usage.yaml')
    .copyInheritedSettings(parent);
}
