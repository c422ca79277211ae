import type { Exit, Terminal } from '@careplane/command-line';
import { Command, Option } from 'commander';
import { version } from '../package.json';
import { handOver } from './hand-over';

/**
 * The command line: names, options and help. Each action loads its command when it runs, so that help needs no CDK.
 *
 * @param finish told the exit code of the command that ran
 */
export function program(terminal: Terminal, finish: (exit: Exit) => void): Command {
  const root = new Command('careplane')
    .description('Run healthcare software on AWS and prove that it is safe.')
    .version(version)
    .showHelpAfterError('Run "careplane --help" for the commands.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.data(text.trimEnd()),
      writeErr: (text) => terminal.talk(text.trimEnd()),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the answer is no, 2 bad input or usage,\n3 a tool or service failed.',
    );

  target(root.command('plan'))
    .description('Show what would be deployed, what the judges say of it, and what was acknowledged and why.')
    .action(async (folder, options) =>
      finish(await (await import('./commands/plan.js')).plan(folder, options, terminal)),
    );

  target(root.command('synth'))
    .description('Write each unit’s cloud assembly into a folder of its own.')
    .option('--out <dir>', 'folder that gets one folder for each unit', 'cdk.out')
    .action(async (folder, options) => finish((await import('./commands/synth.js')).synth(folder, options, terminal)));

  target(root.command('check'))
    .description('Ask CDK’s validation, cdk-nag and cfn-lint about every template.')
    .option('--assembly <dir>', 'folder that synth wrote: also require that it is what the sources give')
    .option('--all-judges', 'fail when a judge did not run: it is not on this machine, or in another version')
    .option('--sarif', 'print what is open as SARIF 2.1.0, for code scanning services')
    .action(async (folder, options) =>
      finish(await (await import('./commands/check.js')).check(folder, options, terminal)),
    );

  target(root.command('diff'))
    .description('Show what a deploy would change: what is replaced, what loses data, what widens access.')
    .option('--assembly <dir>', 'folder that synth wrote; without it, the sources are synthesized for this')
    .option('--prepare', 'have CloudFormation prepare the change sets that deploy then executes; needs --assembly')
    .option('--only-env', 'with --env: only the stacks that the environment has for itself')
    .option('--revision <commit>', 'commit of the assemblies; git is not asked then')
    .addOption(changeSets('prepare the change sets, and write down in this folder what was prepared'))
    .action(async (folder, options) =>
      finish(await (await import('./commands/diff.js')).diff(folder, options, terminal)),
    );

  target(root.command('deploy'))
    .description('Deploy what changed from the assemblies that synth wrote: prepare, show, approve, execute, note it.')
    .requiredOption('--assembly <dir>', 'folder that synth wrote')
    .option('--yes', 'approved already, by the pipeline’s approval; never loses data that is not named')
    .option('--only-env', 'with --env: only the stacks that the environment has for itself')
    .option('--revision <commit>', 'commit of the assemblies; git is not asked then')
    .addOption(changeSets('approved already: execute what diff wrote down in this folder, and nothing else'))
    .option('--allow-replace <stack/id...>', 'resources whose data may be lost, by stack and logical id')
    .option('--allow-dirty <reason>', 'deploy production from files that no commit has; the ledger keeps the reason')
    .action(async (folder, options) =>
      finish(await (await import('./commands/deploy.js')).deploy(folder, options, terminal)),
    );

  target(root.command('bootstrap'))
    .description('Say, or do, what an administrator does once in each account before anything is deployed.')
    .option('--assembly <dir>', 'folder that synth wrote; without it, the sources are synthesized for this')
    .option('--out <dir>', 'folder that gets the templates and the published command')
    .option('--run', 'do it, in the account of the credentials that are there')
    .option('--deployer <role-arn...>', 'roles of people who may deploy with the roles that are made')
    .action(async (folder, options) =>
      finish(await (await import('./commands/bootstrap.js')).bootstrap(folder, options, terminal)),
    );

  target(root.command('base'))
    .description('Print the git revision for nx affected --base: the oldest that is deployed.')
    .action(async (folder, options) =>
      finish(await (await import('./commands/base.js')).base(folder, options, terminal)),
    );

  handedOver(root.command('cost'))
    .description('What it costs a month, why, and what a change does to it: careplane-cost.')
    .action(async (given) => finish(await handOver('cost', given)));

  handedOver(root.command('scan'))
    .description('Scan images and templates, publish what is found, and gate it: careplane-scan.')
    .action(async (given) => finish(await handOver('scan', given)));

  return root;
}

/** By a variable as well: CI names it once, and `nx affected` then runs the same commands as everywhere. */
function changeSets(description: string): Option {
  return new Option('--change-sets <dir>', description).env('CAREPLANE_CHANGE_SETS');
}

/** A command line of its own, with options of its own: all that follows goes there as it is, --help too. */
function handedOver(command: Command) {
  return command
    .argument('[arguments...]', `see careplane ${command.name()} --help`)
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .exitOverride();
}

/** Environment that Nx was asked for: the plugin sets it, because Nx forgets one that it does not know. */
const ASKED = 'CAREPLANE_CONFIGURATION';

/** What every command that works on a platform or service takes. */
function target(command: Command): Command {
  const environment = new Option(
    '--env <name>',
    'only this environment’s stacks, and what it shares; shared: only that',
  );
  return command
    .argument('<folder>', 'folder of a platform (with all its services) or of one service')
    .addOption(['diff', 'deploy'].includes(command.name()) ? environment.env(ASKED) : environment)
    .option('--unit <name...>', 'only these units')
    .option('--json', 'print data instead of tables')
    .exitOverride()
    .configureOutput(command.parent?.configureOutput() ?? {})
    .showHelpAfterError('Run "careplane --help" for the commands.');
}
