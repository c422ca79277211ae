import { helpOn, programWithSarif } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { FORMAT_NAMES } from '@careplane/findings/formats';
import { Command, Option } from 'commander';
import { version } from '../package.json';

/** The command line careplane-scan. */
export function program(out: Terminal, finished: (exit: Exit) => void): Command {
  return programWithSarif(out, finished, (terminal, finish) =>
    scanCommands(new Command('careplane-scan').configureHelp({ minWidthToWrap: 20 }), terminal, finish),
  );
}

/**
 * Register the scanner's commands: names, options and help. Each action loads its command when it runs, so that help starts
 * fast.
 *
 * @param root the command that they become subcommands of
 * @param finish gets the exit code of the command that ran
 */
export function scanCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): Command {
  root
    .description('Scan an image, report all findings, and decide whether the image passes.')
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 pass, 1 blocked, 2 bad input or usage, 3 scanner or database failed, 4 not everything was published.',
    );
  common(root, terminal);

  scanning(stream(common(root.command('image'), terminal)))
    .description(
      'Scan an image of the local engine, an archive or an OCI layout with Trivy, for all kinds of findings.',
    )
    .argument('[image]', 'name of the image')
    .option('--input <path>', 'archive (docker save) or OCI layout folder that contains the image')
    .option('--image-digest <digest>', 'current or future digest of the image in the registry: sha256:…')
    // A new database comes every 6 hours; two days without one is a mirror or a network that hangs.
    .option('--max-database-age <hours>', 'refuse a vulnerability database that is older than this', '48')
    .action(async (image, options) =>
      finish(await (await import('./commands/image.js')).image(image, options, terminal)),
    );

  scanning(stream(common(root.command('site'), terminal)))
    .description(
      'Scan the files of a static site, and the lock files beside them, with Trivy, for all kinds of findings.',
    )
    .argument('<dir>', 'folder with the site and its lock files')
    .option('--image-digest <digest>', 'digest of the image that holds the site: sha256:…')
    .option('--max-database-age <hours>', 'refuse a vulnerability database that is older than this', '48')
    .action(async (dir, options) => finish(await (await import('./commands/site.js')).site(dir, options, terminal)));

  scanning(stream(common(root.command('config'), terminal)))
    .description('Check templates, Dockerfiles and other configuration in a folder with Trivy.')
    .argument('<dir>', 'folder to check')
    .action(async (dir, options) =>
      finish(await (await import('./commands/config.js')).config(dir, options, terminal)),
    );

  stream(common(root.command('report'), terminal))
    .description('Use an existing Trivy report (JSON) of any size instead of scanning.')
    .argument('<file>', 'the report')
    .option('--image-digest <digest>', 'digest of the image in the report: sha256:…')
    .option(
      '--complete',
      'the scan of the report used no filters; needs --warnings; without this option the report never passes',
    )
    .option('--warnings <file>', 'file with the standard error output of Trivy, which names what was not examined')
    .addOption(
      // ASFF is one finding at a time, for Security Hub CSPM, and so not among the formats of a report.
      new Option('--format <format>', 'print the findings in this format').choices([...FORMAT_NAMES, 'asff']),
    )
    .option('--output <file>', 'write the findings to this file instead of standard output')
    .action(async (file, options) =>
      finish(await (await import('./commands/report.js')).report(file, options, terminal)),
    );

  common(root.command('publish'), terminal)
    .description(
      'Publish a scan to Security Hub CSPM: import all findings, and archive those that are gone. Continues an interrupted publication.',
    )
    .requiredOption('--from <dir>', 'folder of a scan')
    .option('--region <region>', 'region of Security Hub CSPM; must be the region of the scan')
    .option('--json', 'print data instead of words')
    .option(
      '--fail-on-new-critical',
      'exit 1 if a critical finding is new in Security Hub CSPM, or its exception has ended, and if the scan did not examine everything; for nightly scans',
    )
    .action(async (options) => finish(await (await import('./commands/publish.js')).publish(options, terminal)));

  common(root.command('gate'), terminal)
    .description('Decide again from the results of a scan; exit 1 unless it passes.')
    .requiredOption('--from <dir>', 'folder of a scan')
    .option('--digest <digest>', 'refuse any image with another digest: sha256:…')
    .option('--exceptions <file>', 'exceptions instead of those of the scan')
    .option('--policy <file>', 'policy instead of that of the scan')
    .option('--baseline <file>', 'baseline instead of that of the scan')
    .option('--json', 'print the verdict as data')
    .option('--sarif', 'print the findings as SARIF 2.1.0')
    .addOption(shownAs())
    .option('--output <file>', 'write what is shown to this file instead of standard output')
    .option('--summary', 'print the counts and the verdict without the list of findings')
    .action(async (options) => finish(await (await import('./commands/gate.js')).gate(options, terminal)));

  common(root.command('import-ignores'), terminal)
    .description('Make an exceptions file from a .trivyignore or .trivyignore.yaml, with an owner and an expiry.')
    .argument('<file>', 'the ignore file')
    .option('--owner <owner>', 'who answers for the exceptions')
    .option('--expires <day>', 'last day of entries that name none, or a later one')
    .option('--reason <reason>', 'reason of entries without a statement of 20 characters or more')
    .option('--output <file>', 'write the exceptions to this file instead of standard output')
    .action(async (file, options) =>
      finish(await (await import('./commands/import-ignores.js')).importIgnores(file, options, terminal)),
    );

  return root;
}

function common(command: Command, terminal: Terminal): Command {
  return command.exitOverride().configureOutput(helpOn(terminal));
}

/** Where findings recur, and by what they are judged. */
function stream(command: Command): Command {
  return command
    .option('--out <dir>', 'folder for report, findings, SARIF, summary and verdict')
    .option('--repository <name>', 'image repository, or the unit of the templates')
    .option('--environment <name>', 'environment of the image or templates')
    .option('--account <id>', 'AWS account, 12 digits')
    .option('--region <region>', 'AWS region')
    .option('--exceptions <file>', 'exceptions file: tolerated findings, with reason, owner and expiry')
    .option('--policy <file>', 'policy file, instead of the default policy')
    .option('--baseline <file>', 'findings.json of an earlier scan of the same stream')
    .option('--allow-empty <reason>', 'let an image without operating system and packages pass, for this reason')
    .option('--report-only', 'exit 0 even if the verdict is no')
    .option('--json', 'print the verdict as data')
    .option('--summary', 'print the counts and the verdict without the list of findings');
}

/** How a verdict and its findings are shown. */
function shownAs(): Option {
  return new Option(
    '--format <format>',
    'show the findings in this format; html is a page to sign. Default: html for an --output that ends with it, otherwise a table',
  ).choices(FORMAT_NAMES);
}

/** How Trivy is run. */
function scanning(command: Command): Command {
  return command
    .option('--trivy <path>', 'path of Trivy. Default: TRIVY_BIN, or PATH')
    .option('--trivy-cache <dir>', 'folder where Trivy keeps its database')
    .option('--offline', 'use the database and checks of the cache; download nothing')
    .addOption(shownAs())
    .option('--output <file>', 'write what is shown to this file instead of standard output')
    .option('--sarif', 'print the findings as SARIF 2.1.0');
}
