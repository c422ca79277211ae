import { helpOn, programWithSarif } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { Command, Option } from 'commander';
import { version } from '../package.json';
import { billCommands } from './bill-commands';
import { usageCommands } from './usage-commands';
import { changeCommands } from './change-commands';
import { budget, failOn, priced, subcommand } from './shared-options';
import { FORMATS, LIST_FORMATS } from './formats';
import { countArgument, factorArgument, groupByArgument, rateArgument, usdArgument } from './options';

/** The command line careplane-cost. */
export function program(out: Terminal, finished: (exit: Exit) => void): Command {
  return programWithSarif(out, finished, (terminal, finish) =>
    costCommands(new Command('careplane-cost').configureHelp({ minWidthToWrap: 20 }), terminal, finish),
  );
}

/**
 * Register the estimator's commands: names, options and help. Each action loads its command when it runs, so that help reads
 * no prices.
 *
 * @param root the command that they become subcommands of
 * @param finish gets the exit code of the command that ran
 */
export function costCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): Command {
  const name = [root.parent?.name(), root.name()].filter((each) => each !== undefined).join(' ');
  root
    .description('Estimate the monthly cost of a platform and of changes. Works offline.')
    .version(version)
    .exitOverride()
    .configureOutput(helpOn(terminal))
    .addHelpText(
      'after',
      `
Examples:
  ${name} estimate apps/medmo
  ${name} estimate template.yaml --region us-east-2 --usage usage.yaml --format json
  ${name} diff apps/medmo --base main --format markdown
  ${name} comment apps/medmo --base main --max-increase 10% --out comment.md
  ${name} load-test tasks.json --service medmo-api-production/Service --max 40 --out usage.yaml
  ${name} usage init apps/medmo --out usage.yaml
  ${name} actual apps/medmo --billing bills/ --month 2026-10
  ${name} tco apps/medmo --billing bill.csv --migration-cost 12000

Exit codes: 0 done, 1 a limit is exceeded or not decided, 2 bad input or usage, 3 a tool or service failed.`,
    );

  budget(priced(subcommand(root, 'estimate', FORMATS)))
    .description('Price templates, a cloud assembly, or a platform, which is synthesized first.')
    .argument('<what...>', 'folder of a platform or service, folder of an assembly, or template files')
    .addOption(failOn())
    .option('--all', 'with a table: every line with its price and assumption, not only what costs most')
    .option(
      '--group-by <what>',
      'add by service, stack, environment, or the values of a tag: tag:NAME',
      groupByArgument,
    )
    .option('--what-if', 'also show the savings of alternative configurations')
    .action(async (what, options) =>
      finish(await (await import('./commands/estimate.js')).estimateCommand(what, options, terminal)),
    );

  changeCommands(root, terminal, finish);

  subcommand(root, 'load-test', ['table', 'json'])
    .description('Turn a load test into the usage file that estimate reads.')
    .argument(
      '<file...>',
      'CloudWatch metric JSON or CSV, k6 CSV or summary, autocannon JSON; several runs of one service',
    )
    .option('--service <address>', 'construct path of the service in the estimate', 'AWS::ECS::Service')
    .option('--series <name>', 'name of the series, if a file has several')
    .option('--task-rps <number>', 'requests per second that one task serves at its scaling target', rateArgument)
    .option('--min <tasks>', 'minimum of running tasks', countArgument(), 2)
    .option('--max <tasks>', 'maximum of running tasks. Default: the number that the test needs', countArgument())
    .option('--scale-out-cooldown <seconds>', 'cool-down of the scaling policy', countArgument(0), 300)
    .option('--scale-in-cooldown <seconds>', 'cool-down of the scaling policy', countArgument(0), 300)
    .option('--start-seconds <seconds>', 'time until a new task takes load', countArgument(0), 60)
    .option(
      '--profile <name>',
      'traffic of a week: clinic, consumer, constant, or a file of 24 or 168 factors',
      'clinic',
    )
    .option('--off-peak-factor <factor>', 'the reference method: one flat factor instead of a profile', factorArgument)
    .option('--reduced-usd <usd>', 'the reference method, with the reduced monthly cost as stated', usdArgument)
    .option('--task-usd <usd>', 'the reference method: cost of one task that runs all month', usdArgument)
    .option('--rest-usd <usd>', 'the reference method: all other costs of a month', usdArgument, '0')
    .action(async (files, options) =>
      finish(await (await import('./commands/load-test.js')).loadTestCommand(files, options, terminal)),
    );

  usageCommands(root, terminal, finish);
  billCommands(root, terminal, finish);

  const prices = root.command('prices').description('The prices of the estimates.');
  subcommand(prices, 'show', LIST_FORMATS)
    .description('Show prices, each with its date, confidence and source.')
    .argument('[text...]', 'only prices whose key or region contains all of these words: nat us-east-2')
    .option('--prices <file>', 'a price snapshot to use instead of Careplane’s')
    .action(async (text, options) =>
      finish((await import('./commands/prices-show.js')).pricesShowCommand(text, options, terminal)),
    );
  subcommand(prices, 'verify', LIST_FORMATS)
    .description('Find missing or invalid prices, dates and sources.')
    .option('--prices <file>', 'a price snapshot to use instead of Careplane’s')
    .action(async (options) =>
      finish((await import('./commands/prices-verify.js')).pricesVerifyCommand(options, terminal)),
    );
  subcommand(prices, 'refresh', ['table', 'json'], 'careplane-prices.json')
    .description('Renew the prices from AWS’s public price files. An interrupted run continues where it was.')
    .addOption(
      new Option('--from <source>', 'AWS’s public files, or its API, which needs credentials for pricing:GetProducts')
        .choices(['files', 'api'])
        .default('files'),
    )
    .option('--prices <file>', 'the snapshot to renew. Default: the file of --out if it exists, otherwise Careplane’s')
    .option('--region <name...>', 'only prices of these regions')
    .option('--endpoint <url>', 'another address of the price list')
    .action(async (options) =>
      finish(await (await import('./commands/prices-refresh.js')).pricesRefreshCommand(options, terminal)),
    );
  return root;
}
