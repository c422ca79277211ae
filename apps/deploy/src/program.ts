import { helpOn, programWithSarif } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { costCommands } from '@careplane/cost-commands';
import { scanCommands } from '@careplane/scan-commands';
import { serviceCommands } from '@careplane/service-commands';
import { Command, Option } from 'commander';
import { version } from '../package.json';
import { setupCommands } from './setup-commands';

/**
 * The command line: names, options and help. Each action loads its command when it runs, so that help needs no CDK.
 *
 * @param finished called with the exit code of the command that ran
 */
export function program(out: Terminal, finished: (exit: Exit) => void): Command {
  return programWithSarif(out, finished, careplaneCommands);
}

function careplaneCommands(terminal: Terminal, finish: (exit: Exit) => void): Command {
  const root = new Command('careplane')
    .description('Run healthcare software on AWS and prove that it is safe.')
    .version(version)
    .configureHelp({ minWidthToWrap: 20 })
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput(helpOn(terminal))
    .addHelpText(
      'after',
      '\nFirst steps:\n  careplane init apps/acme             write a platform and a service\n  careplane doctor apps/acme           what is missing on this machine\n  careplane plan apps/acme             what would be deployed, and its price\n\nExit codes: 0 success, 1 refused or blocked, 2 bad input or usage,\n3 a tool or service failed.',
    );

  setupCommands(root, terminal, finish);

  target(root.command('plan'))
    .description(
      'Show what would be deployed, the findings of the judges, and the acknowledged findings with their reasons.',
    )
    .addOption(format())
    .option('--out <file>', 'write the output to this file, completely or not at all')
    .option('--sarif', 'print open findings as SARIF 2.1.0, for code scanning services, in place of the plan')
    .option('--ledger', 'also list what is in the account, but in no file; needs credentials')
    .option('--diagram <file>', 'also draw the network as SVG: of --env, otherwise of production')
    .action(async (folder, options) =>
      finish(await (await import('./commands/plan.js')).plan(folder, options, terminal)),
    );

  target(root.command('synth'))
    .description('Write each unit’s cloud assembly into a folder of its own.')
    .option('--out <dir>', 'output folder, with a folder for each unit', 'cdk.out')
    .action(async (folder, options) => finish((await import('./commands/synth.js')).synth(folder, options, terminal)));

  target(root.command('check'))
    .description('Check every template with CDK’s validation, cdk-nag, careplane’s own rules and cfn-lint.')
    .option('--assembly <dir>', 'folder that synth wrote; also check that it matches the sources')
    .option('--all-judges', 'fail if a judge did not run because it is missing or has another version')
    .option(
      '--guard-rules <file>',
      'also ask cfn-guard (on the PATH), with a file of rules such as hipaa-security.guard; fail if it did not run',
    )
    .addOption(format())
    .option('--out <file>', 'write the output to this file, completely or not at all')
    .option('--sarif', 'print open findings as SARIF 2.1.0, for code scanning services')
    .option('--profile <name>', 'also show what a proposed rule would say: nprm-2025. Never part of the verdict')
    .option('--restore-jobs <file>', 'with --profile: measured restores, from aws backup list-restore-jobs')
    .action(async (folder, options) =>
      finish(await (await import('./commands/check.js')).check(folder, options, terminal)),
    );

  root
    .command('evidence')
    .argument('<folder>', 'folder of a platform')
    .description(
      'Write the control matrix of the HIPAA Security Rule, with links from each citation into the templates.',
    )
    .option(
      '--out <path>',
      'folder for the matrix, the inventory, the flow map, OSCAL and the templates; or file of a page',
    )
    .option('--format <name>', 'markdown, json, oscal or html, a page to sign. Default: all but html with a folder')
    .exitOverride()
    .action(async (folder, options) =>
      finish(await (await import('./commands/evidence.js')).evidence(folder, options, terminal)),
    );

  root
    .command('prove')
    .argument('<folder>', 'folder of a platform, or a CloudFormation template in JSON')
    .description('Decide from the templates what no principal can do, with a request as witness where one can.')
    .option('--property <name...>', 'only these properties')
    .option('--assembly <dir>', 'folder that synth wrote. Default: synthesize the sources')
    .addOption(
      new Option(
        '--against <path>',
        'show who can do what they could not do in this earlier assembly or template',
      ).conflicts(['property', 'list', 'sarif']),
    )
    .option('--diagram <file>', 'with --against: also draw as SVG which connections and which access come and go')
    .option('--list', 'print the properties in words, without deciding them')
    .addOption(format())
    .option('--out <file>', 'write the output to this file, completely or not at all')
    .option('--json', 'print data instead of text')
    .option('--sarif', 'print what is refuted or undecided as SARIF 2.1.0, for code scanning services')
    .exitOverride()
    .action(async (folder, options) =>
      finish(await (await import('./commands/prove.js')).prove(folder, options, terminal)),
    );

  root
    .command('handover')
    .argument('<folder>', 'folder of a platform')
    .description(
      'Write the handover: chapters in Markdown, all of them as one page, a calendar and pictures, from the model and the templates.',
    )
    .requiredOption('--out <dir>', 'folder of the documents')
    .option('--check', 'write nothing; fail if the documents in the folder are not what the sources give')
    .option('--ledger', 'ask the account what is deployed; needs credentials')
    .option('--force', 'write into a folder that has other files; they are left alone')
    .exitOverride()
    .action(async (folder, options) =>
      finish(await (await import('./commands/handover.js')).handover(folder, options, terminal)),
    );

  target(root.command('diff'))
    .description('Show what a deploy would change: what is replaced, what loses data, what widens access.')
    .option('--assembly <dir>', 'folder that synth wrote. Default: synthesize the sources')
    .option('--prepare', 'let CloudFormation prepare the change sets that deploy executes; needs --assembly')
    .option('--only-env', 'with --env: only the environment’s own stacks')
    .option(
      '--check-drift',
      'first let CloudFormation detect what was changed by hand; takes minutes, with your own credentials',
    )
    .option('--revision <commit>', 'commit of the assemblies, instead of asking git')
    .addOption(changeSets('prepare the change sets and write them down in this folder'))
    .option('--diagram <file>', 'also draw as SVG which connections and which access the changes open and close')
    .action(async (folder, options) =>
      finish(await (await import('./commands/diff.js')).diff(folder, options, terminal)),
    );

  target(root.command('upgrade'))
    .description('Show what this version of careplane would replace in stacks that another version deployed.')
    .requiredOption('--from <dir>', 'folder that synth of the other version wrote')
    .option('--assembly <dir>', 'folder that synth of this version wrote. Default: synthesize the sources')
    .action(async (folder, options) =>
      finish(await (await import('./commands/upgrade.js')).upgrade(folder, options, terminal)),
    );

  target(root.command('deploy'))
    .description('Deploy changes from the assemblies that synth wrote: prepare, show, approve, execute, record.')
    .requiredOption('--assembly <dir>', 'folder that synth wrote')
    .option('--yes', 'do not ask, because the pipeline approved; refuses data loss that is not named')
    .option('--only-env', 'with --env: only the environment’s own stacks')
    .option(
      '--check-drift',
      'first let CloudFormation detect what was changed by hand; takes minutes, with your own credentials',
    )
    .option('--revision <commit>', 'commit of the assemblies, instead of asking git')
    .addOption(changeSets('execute only the approved change sets that diff wrote down in this folder'))
    .option('--allow-replace <stack/id...>', 'resources whose data may be lost, as stack/logical id')
    .option('--allow-older', 'deploy although a newer commit is deployed')
    .option('--allow-dirty <reason>', 'deploy production with uncommitted files; the ledger stores the reason')
    .action(async (folder, options) =>
      finish(await (await import('./commands/deploy.js')).deploy(folder, options, terminal)),
    );

  serviceCommands(root, terminal, finish);

  target(root.command('status'))
    .description(
      'Show what runs where: revision, time, author, image, stacks, health, drift, alarms, waiting approvals, and what is in no file.',
    )
    .action(async (folder, options) =>
      finish(await (await import('./commands/status.js')).status(folder, options, terminal)),
    );

  target(root.command('drift'))
    .description(
      'Let CloudFormation compare the deployed stacks with their templates, and show what was changed by hand. Uses your own credentials.',
    )
    .option('--last', 'read the results of the last detection instead of beginning one')
    .option('--out <file>', 'file for the output')
    .addOption(
      new Option('--format <format>', 'output format. Default: the extension of --out, otherwise a table').choices([
        'table',
        'json',
        'sarif',
      ]),
    )
    .option('--sarif', 'print what differs as SARIF 2.1.0, for code scanning services')
    .action(async (folder, options) =>
      finish(await (await import('./commands/drift.js')).drift(folder, options, terminal)),
    );

  root
    .command('retire')
    .argument('<folder>', 'folder of a platform')
    .argument('[names...]', 'units, environments, or unit/environment, that are in no file any more')
    .description('Print or do what removes units and environments from the account. An administrator runs it.')
    .option('--run', 'do it, after an approval, instead of printing what would be done')
    .option('--reason <text>', 'why it is retired, for the record of the disposal; needed with --run')
    .option(
      '--whole-platform',
      'everything that the ledger has, also what the files name: services, platform, baseline',
    )
    .option('--no-last-backup <reason>', 'take no last backup of what holds data')
    .option('--delete-data <name...>', 'physical names of kept resources whose data is deleted, too')
    .option(
      '--yes <name...>',
      'every name that a person would type at a terminal: what is retired, and each --delete-data',
    )
    .option('--role <arn>', 'role for CloudFormation, where the one that is stored with a stack is gone')
    .option('--json', 'print data instead of text')
    .exitOverride()
    .action(async (folder, names, options) =>
      finish(await (await import('./commands/retire.js')).retire(folder, names, options, terminal)),
    );

  target(root.command('bootstrap'))
    .description('Print or run the commands of an administrator that prepare each account once for deploys.')
    .option('--assembly <dir>', 'folder that synth wrote. Default: synthesize the sources')
    .option('--out <dir>', 'output folder for the templates and the published command')
    .option('--run', 'run the commands in the account of the current credentials')
    .option('--deployer <role-arn...>', 'ARNs of roles of people who may use the deploy roles')
    .action(async (folder, options) =>
      finish(await (await import('./commands/bootstrap.js')).bootstrap(folder, options, terminal)),
    );

  target(root.command('base'))
    .description('Print the oldest deployed git revision, for nx affected --base.')
    .action(async (folder, options) =>
      finish(await (await import('./commands/base.js')).base(folder, options, terminal)),
    );

  costCommands(root.command('cost'), terminal, finish);
  scanCommands(root.command('scan'), terminal, finish);

  return root;
}

/** How the answer is given: --json and --sarif are the same as their formats. */
function format(): Option {
  return new Option(
    '--format <format>',
    'output format; html is a page to sign. Default: the extension of --out, otherwise a table',
  ).choices(['table', 'json', 'sarif', 'html']);
}

/** By a variable as well: CI names it once, and `nx affected` then runs the same commands as everywhere. */
function changeSets(description: string): Option {
  return new Option('--change-sets <dir>', description).env('CAREPLANE_CHANGE_SETS');
}

/** Environment that Nx was asked for: the plugin sets it, because Nx forgets one that it does not know. */
const ASKED = 'CAREPLANE_CONFIGURATION';

/** What every command that works on a platform or service takes. */
function target(command: Command): Command {
  const environment = new Option(
    '--env <name>',
    'only the stacks of this environment and the shared stacks; shared: only the shared stacks',
  );
  return command
    .argument('<folder>', 'folder of a platform (with all its services) or of one service')
    .addOption(['diff', 'deploy'].includes(command.name()) ? environment.env(ASKED) : environment)
    .option('--unit <name...>', 'only these units')
    .option('--json', 'print data instead of tables')
    .exitOverride()
    .configureOutput(command.parent?.configureOutput() ?? {});
}
