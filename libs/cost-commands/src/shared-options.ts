import { Option } from 'commander';
import type { Command } from 'commander';
import { ENGINES } from './engines';
import { FAIL_ON } from './fail-on';
import { dateArgument, filesArgument, monthArgument, parameterArgument, usdArgument } from './options';
import type { Format } from './formats';
import { USAGE_PROFILES } from './usage-profiles';

/** A command with the ways to give its answer. */
export function subcommand(parent: Command, verb: string, formats: readonly Format[], out?: string): Command {
  return parent
    .command(verb)
    .addOption(
      new Option('--format <format>', 'output format. Default: the extension of --out, otherwise a table').choices(
        formats,
      ),
    )
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write the output to this file, completely or not at all', out)
    .copyInheritedSettings(parent);
}

/** Which missing amounts are a failure. */
export function failOn(): Option {
  return new Option(
    '--fail-on <what>',
    'exit with 1 for missing amounts: prices, usage, or both. Default: unpriced if there is a limit',
  ).choices(FAIL_ON);
}

/**
 * What every command takes that prices something.
 *
 * @param takes.usage whether a usage file may be given; a command that writes one takes none. @default true
 */
export function priced(command: Command, takes: { readonly usage: boolean } = { usage: true }): Command {
  command.option('--region <name>', 'region of stacks whose assembly does not name one');
  if (takes.usage) {
    command
      .option('--usage <file>', 'usage file (YAML)')
      .addOption(
        new Option(
          '--usage-profile <name>',
          'usage to assume where the usage file has none. Default: modest-month for a platform, none for templates',
        ).choices(USAGE_PROFILES),
      );
  }
  return command
    .option('--parameter <name=value>', 'value of a template parameter; may be repeated', parameterArgument)
    .option('--free-tier', 'deduct AWS’s always-free quantities')
    .option('--date <date>', 'day whose rates apply, such as 2027-03-01. Default: today', dateArgument)
    .option('--prices <file>', 'a price snapshot to use instead of Careplane’s')
    .option('--env <name>', 'only the stacks of this environment of a platform, and the shared stacks');
}

/** Where the bill is, which has to be given. */
export function billed(command: Command): Command {
  return bill(command, true);
}

/** Where the bill is. */
export function bill(command: Command, mandatory = false): Command {
  return command
    .addOption(
      new Option(
        '--billing <file>',
        'CUR or FOCUS as Parquet or CSV, Cost Explorer as CSV or JSON, Billing console CSV, gzipped or not; a folder, or a quoted pattern such as "bills/*.parquet"; may be repeated',
      )
        .argParser(filesArgument)
        .makeOptionMandatory(mandatory),
    )
    .addOption(
      new Option(
        '--engine <name>',
        'what reads Parquet. Default: DuckDB if the bill is large and @duckdb/node-api is installed',
      ).choices(ENGINES),
    )
    .option('--provider <name>', 'count only the charges of this provider of a FOCUS file');
}

/** Which month of the bill belongs to the resources that are priced. */
export function comparedMonth(command: Command): Command {
  return command
    .option('--month <month>', 'month of the bill, such as 2026-10. Default: its last', monthArgument)
    .option('--stack <name>', 'name of the deployed stack, if a single template is given');
}

/** A limit for the total. */
export function budget(command: Command): Command {
  return command
    .option('--budget <usd>', 'exit with 1 if a month costs more, or if unknown prices leave it open', usdArgument)
    .addOption(
      new Option('--budget-figure <figure>', 'the figure to compare with the budget')
        .choices(['low', 'expected', 'high'])
        .default('expected'),
    );
}
