import { runCommand } from '@careplane/command-line/testing';
import type { CommandResult } from '@careplane/command-line/testing';
import { program } from '../program';

/** careplane-cost in this process. */
export function cli(...args: string[]): Promise<CommandResult> {
  return runCommand('careplane-cost', program, args);
}
