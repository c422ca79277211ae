import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';
import { countArgument, REPORT_FORMATS, usdArgument } from './options';
import { billed, comparedMonth, priced, subcommand } from './shared-options';

/** Register the commands that read a bill. */
export function billCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  comparedMonth(billed(priced(subcommand(root, 'actual', REPORT_FORMATS))))
    .description('Compare a month of the bill with the estimate, resource by resource.')
    .argument('<what...>', 'as for estimate: what is deployed')
    .option('--all', 'show every resource, not only the largest differences')
    .action(async (what, options) =>
      finish(await (await import('./commands/actual.js')).actualCommand(what, options, terminal)),
    );

  billed(priced(subcommand(root, 'tco', REPORT_FORMATS)))
    .description('Compare the current bill with the estimate, over 12 and 36 months.')
    .argument('<what...>', 'as for estimate')
    .option('--migration-cost <usd>', 'one-time cost of the move', usdArgument, '0')
    .option('--overlap-months <number>', 'months in which both systems are paid', countArgument(0), 0)
    .option('--keep <service...>', 'services of the bill that stay after the move')
    .action(async (what, options) =>
      finish(await (await import('./commands/tco.js')).tcoCommand(what, options, terminal)),
    );
}
