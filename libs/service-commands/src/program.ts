import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';

/**
 * Register the commands of those who run a service: names, options and help. Each action loads its command when it runs.
 *
 * @param root the command that they become subcommands of
 * @param finish gets the exit code of the command that ran
 */
export function serviceCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  service(root, 'run')
    .argument('<task>', 'name of the task in its service.yaml')
    .description(
      'Run a one-off task of a service with the deployed image, show its log, and fail if the task fails. Ctrl-C stops the waiting, not the task.',
    )
    .requiredOption('--env <name>', 'environment in which the task runs')
    .action(async (folder, task, options) =>
      finish(await (await import('./commands/run.js')).runOneOffTask(folder, task, options, terminal)),
    );

  service(root, 'logs')
    .description('Show the log of a service, oldest line first, with your own credentials. Ctrl-C ends --follow.')
    .requiredOption('--env <name>', 'environment of the log')
    .option('--since <time>', 'from when: 30m, 2h, 7d, or a time such as 2026-11-29T14:00:00Z', '1h')
    .option('--filter <pattern>', 'only lines that match, in the pattern syntax of CloudWatch Logs')
    .option('--container <name>', 'only lines of this container: the service, or one of its sidecars')
    .option('--follow', 'go on with new lines as they arrive')
    .option('--json', 'print each event as a line of JSON')
    .action(async (folder, options) =>
      finish(await (await import('./commands/logs.js')).logs(folder, options, terminal)),
    );

  service(root, 'rollback')
    .description(
      'Release an earlier commit of a service again, through its pipeline: the same image is scanned and approved anew.',
    )
    .requiredOption('--env <name>', 'environment that goes back')
    .option('--to <release>', 'commit (at least 7 digits) or image digest. Default: the release before the running one')
    .option('--list', 'only list the releases')
    .option('--json', 'print data instead of text')
    .action(async (folder, options) =>
      finish(await (await import('./commands/rollback.js')).rollback(folder, options, terminal)),
    );
}

function service(root: Command, verb: string): Command {
  return root.command(verb).argument('<folder>', 'folder of a service').exitOverride();
}
