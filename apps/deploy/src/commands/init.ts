import { join } from 'node:path';
import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { answersOf, writeFirstPlatform } from '@careplane/platform/first-platform';
import { shellWord } from '@careplane/problems';
import type { InitOptions } from '@careplane/platform/first-platform';

/**
 * Write a platform and its first service. Options that are missing are asked for where a person sits at a terminal. Nothing is
 * written unless the platform loads, and no file is replaced.
 *
 * @throws BadInput with all problems at once
 */
export async function init(folder: string, options: InitOptions, terminal: Terminal): Promise<Exit> {
  const answers = await answersOf(folder, options);
  terminal.data(writeFirstPlatform(folder, answers).join('\n'));
  terminal.talk(
    [
      `Next: put the Dockerfile of ${answers.service} into ${join(folder, answers.service)}, then run`,
      `  npx careplane plan ${shellWord(folder)}`,
      `  npx careplane doctor ${shellWord(folder)}`,
    ].join('\n'),
  );
  return EXIT.ok;
}
