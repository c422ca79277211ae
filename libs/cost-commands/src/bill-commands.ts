import type { Exit, Terminal } from '@careplane/command-line';
import { Option } from 'commander';
import type { Command } from 'commander';
import { monthsArgument } from './months';
import { REPORT_FORMATS } from './formats';
import { countArgument, TABLE_FORMATS, tableArgument, usdArgument } from './options';
import { bill, billed, comparedMonth, priced, subcommand } from './shared-options';

/** Register the commands that read a bill. */
export function billCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  comparedMonth(billed(priced(subcommand(root, 'actual', REPORT_FORMATS))))
    .description('Compare a month of the bill with the estimate, resource by resource.')
    .argument('<what...>', 'as for estimate: what is deployed')
    .option('--all', 'show every resource, not only the largest differences')
    .action(async (what, options) =>
      finish(await (await import('./commands/actual.js')).actualCommand(what, options, terminal)),
    );

  bill(priced(subcommand(root, 'tco', REPORT_FORMATS)))
    .description('Compare the current bill with the estimate, over 12 and 36 months.')
    .argument('[what...]', 'as for estimate; nothing with --athena')
    .option('--migration-cost <usd>', 'one-time cost of the move', usdArgument, '0')
    .option('--overlap-months <number>', 'months in which both systems are paid', countArgument(0), 0)
    .option('--keep <service...>', 'services of the bill that stay after the move')
    .option(
      '--athena <table>',
      'instead of a comparison: print the query that adds this table of Athena, whose answer --billing takes',
      tableArgument,
    )
    .addOption(
      new Option('--table-format <format>', 'with --athena: the report in the table')
        .choices(TABLE_FORMATS)
        .default('cur-2.0'),
    )
    .option(
      '--months <months>',
      'with --athena: a month, or the first and the last, such as 2026-08..2026-10. Default: the last three before this one',
      monthsArgument,
    )
    .action(async (what, options) =>
      finish(await (await import('./commands/tco.js')).tcoCommand(what, options, terminal)),
    );
}
