import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { bootstrapSteps, commandsOf, readCommandArchive } from '@careplane/deployment/bootstrap-steps';
import type { AccountSteps, BootstrapRequest, CommandArchive } from '@careplane/deployment/bootstrap-steps';
import { Clients, parameterStore } from '@careplane/deployment/aws';
import { loadTarget } from '@careplane/platform/target';
import type { Target } from '@careplane/platform/target';
import { replaceFile, shellWord } from '@careplane/problems';

export interface BootstrapOptions extends BootstrapRequest {
  /** Folder that gets the templates and the published command. */
  readonly out?: string;
  /** Do it, instead of saying how. */
  readonly run?: boolean;
  readonly json?: boolean;
}

/** The published command: beside the commands of the bundle; from the sources, in the bundle that was made of them. */
const ARCHIVE = existsSync(join(__dirname, '../careplane.tar.gz'))
  ? join(__dirname, '../careplane.tar.gz')
  : join(__dirname, '../../dist/careplane.tar.gz');

/** Folder in the commands that are printed when no other was named. */
const OUT = 'bootstrap';

/**
 * Say or do what an administrator does once in each account: CDK's bootstrap, whose bucket is used and whose roles are not, and
 * the access stack with the roles that may deploy this platform.
 */
export async function bootstrap(directory: string, options: BootstrapOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const archive = readCommandArchive(ARCHIVE);
  const steps = await bootstrapSteps(target, options, archive, (text) => terminal.progress(text));
  if (options.out !== undefined) write(options.out, steps, archive, terminal);
  if (options.run === true) return run(target, steps, archive, options, terminal);
  const out = options.out ?? OUT;
  if (options.json === true) {
    const accounts = steps.map((each) => ({
      account: each.account,
      regions: each.regions,
      stack: each.stackName,
      template: join(out, each.templateName),
      commands: commandsOf(each, out),
    }));
    terminal.data(JSON.stringify({ platform: target.model.name, accounts }, null, 2));
    return EXIT.ok;
  }
  for (const each of steps) {
    terminal.data(`# With credentials of an administrator of account ${each.account}`);
    for (const command of commandsOf(each, out)) terminal.data(command);
  }
  if (options.out === undefined) {
    terminal.talk(`To write the files of these commands: careplane bootstrap ${shellWord(directory)} --out ${OUT}`);
  }
  terminal.talk(`To run all commands, account by account: careplane bootstrap ${shellWord(directory)} --run`);
  return EXIT.ok;
}

function write(out: string, steps: readonly AccountSteps[], archive: CommandArchive, terminal: Terminal): void {
  mkdirSync(out, { recursive: true });
  for (const { templateName, template } of steps) replaceFile(join(out, templateName), template);
  replaceFile(join(out, 'careplane.tar.gz'), archive.bytes);
  terminal.talk(`Written: ${readdirSync(out).join(', ')} in ${out}`);
}

async function run(
  target: Target,
  steps: readonly AccountSteps[],
  archive: CommandArchive,
  options: BootstrapOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { model, directory } = target;
  const clients = new Clients({ model, purpose: 'look', directory }, parameterStore(model.region));
  const caller = await clients.caller();
  const mine = steps.find(({ account }) => account === caller.account);
  if (mine === undefined) {
    throw new BadInput(
      `These credentials are of account ${caller.account} (${caller.arn}), but ${model.name} is in ${steps.map(({ account }) => account).join(', ')}. Nothing was done. Use credentials of an administrator of one of them, then run the same command again.`,
    );
  }
  const { runSteps } = await import('@careplane/deployment/bootstrap');
  const done = await runSteps(mine, archive, terminal.talk);
  const left = steps.filter(({ account }) => account !== caller.account).map(({ account }) => account);
  if (options.json === true) terminal.data(JSON.stringify({ platform: model.name, ...done, left }, null, 2));
  else terminal.data(`${done.account}  ${done.stack}  ${done.outcome}  ${done.changes.length} changes`);
  if (left.length > 0) {
    terminal.talk(`Run the same command also with credentials of an administrator of ${left.join(', ')}.`);
  } else terminal.talk(`Next: careplane deploy ${shellWord(directory)} --assembly <folder>`);
  return EXIT.ok;
}
