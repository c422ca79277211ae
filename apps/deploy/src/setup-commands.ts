import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';

/** The commands that prepare a machine and a first platform. */
export function setupCommands(root: Command, terminal: Terminal, finish: (exit: Exit) => void): void {
  root
    .command('init')
    .argument('<folder>', 'folder of the new platform')
    .description('Write a platform and its first service. Asks for the options that are missing.')
    .option('--name <name>', 'name of the platform. Default: that of the folder')
    .option('--account <id>', 'AWS account, 12 digits')
    .option('--region <code>', 'region. Default: us-east-1')
    .option('--domain <name>', 'domain of production')
    .option('--hosted-zone <id>', 'id of the domain’s hosted zone in Route 53')
    .option('--email <address>', 'address for alarms')
    .option('--service <name>', 'name of the first service. Default: web')
    .exitOverride()
    .action(async (folder, options) =>
      finish(await (await import('./commands/init.js')).init(folder, options, terminal)),
    );

  root
    .command('doctor')
    .argument('[folder]', 'folder of a platform, to check its account too')
    .description('Check what the commands need on this machine and in the account; every gap has its fix.')
    .option('--json', 'print data instead of text')
    .exitOverride()
    .action(async (folder, options) =>
      finish(await (await import('./commands/doctor.js')).doctor(folder, options, terminal)),
    );

  root
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('Print the script that completes commands and options in a shell; its first line says how to use it.')
    .exitOverride()
    .action(async (shell) => finish((await import('./commands/completion.js')).completion(root, shell, terminal)));
}
