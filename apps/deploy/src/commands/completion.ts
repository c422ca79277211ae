import { completionScript, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { Command } from 'commander';

/** Print the script that completes commands and options in a shell. */
export function completion(root: Command, shell: string, terminal: Terminal): Exit {
  terminal.data(completionScript(root, shell).trimEnd());
  return EXIT.ok;
}
