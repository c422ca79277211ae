import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';
import { countArgument, filesArgument, monthArgument, usdArgument } from './options';
import { priced, subcommand } from './shared-options';

/** Register the commands that read a bill. */
export function billCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  billed(priced(subcommand(root, 'actual', ['table', 'json', 'markdown'])))
    .description('Compare a month of the bill with the estimate, resource by resource.')
    .argument('<what...>', 'as for estimate: what is deployed')
    .option('--month <month>', 'month to compare, such as 2026-10. Default: the last of the bill', monthArgument)
    .option('--stack <name>', 'name of the deployed stack, if a single template is given')
    .option('--all', 'show every resource, not only the largest differences')
    .action(async (what, options) =>
      finish(await (await import('./commands/actual.js')).actualCommand(what, options, terminal)),
    );

  billed(priced(subcommand(root, 'tco', ['table', 'json', 'markdown'])))
    .description('Compare the current bill with the estimate, over 12 and 36 months.')
    .argument('<what...>', 'as for estimate')
    .option('--migration-cost <usd>', 'one-time cost of the move', usdArgument, '0')
    .option('--overlap-months <number>', 'months in which both systems are paid', countArgument(0), 0)
    .option('--keep <service...>', 'services of the bill that stay after the move')
    .action(async (what, options) =>
      finish(await (await import('./commands/tco.js')).tcoCommand(what, options, terminal)),
    );
}

/** Where the bill is. */
function billed(command: Command): Command {
  return command
    .requiredOption(
      '--billing <file>',
      'CUR or FOCUS as Parquet or CSV, Cost Explorer or Billing console CSV, gzipped or not; a folder, or a quoted pattern such as "bills/*.parquet"; may be repeated',
      filesArgument,
    )
    .option('--provider <name>', 'count only the charges of this provider of a FOCUS file');
}
