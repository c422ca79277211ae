import type { Command } from 'commander';
import { nearest } from '@careplane/problems';
import { BadInput } from '../outcome';
import { bashScript } from './bash';
import { commandTree } from './command-tree';
import { fishScript } from './fish';
import { zshScript } from './zsh';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Shells that commands can be completed in. */
export const SHELLS = Object.keys(SCRIPTS);

/**
 * The script that completes the commands and options of a command line.
 *
 * @param shell bash, zsh or fish
 * @throws BadInput for another shell
 */
export function completionScript(root: Command, shell: string): string {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    const guess = nearest(shell, SHELLS);
    throw new BadInput(
      `No completion for ${shell}. Shells: ${SHELLS.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
    );
  }
  return SCRIPTS[shell as keyof typeof SCRIPTS](root.name(), commandTree(root));
}
