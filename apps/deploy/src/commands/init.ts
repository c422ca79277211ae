import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { replaceFile } from '@careplane/problems';
import { answersOf } from '../init/answers';
import type { InitOptions } from '../init/answers';
import { filesOf } from '../init/files';

/**
 * Write a platform and its first service. Options that are missing are asked for where a person sits at a terminal. Nothing is
 * written unless the platform loads, and no file is replaced.
 *
 * @throws BadInput with all problems at once
 */
export async function init(folder: string, options: InitOptions, terminal: Terminal): Promise<Exit> {
  const answers = await answersOf(folder, options);
  const files = filesOf(folder, answers);
  const taken = Object.keys(files).filter((path) => existsSync(join(folder, path)));
  if (taken.length > 0)
    throw new BadInput(
      `${taken.map((path) => join(folder, path)).join(' and ')} already exists, and nothing was written. Choose another folder.`,
    );
  withTemporaryFolder((temporary) => {
    write(temporary, files);
    try {
      loadTarget(temporary, {});
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const problems = error.problems.map((problem) => ({ ...problem, file: problem.file.replace(temporary, folder) }));
      throw new BadInput(
        'The platform would not load, so nothing was written. Correct the options and run the command again.',
        problems,
      );
    }
  });
  write(folder, files);
  terminal.data(
    Object.keys(files)
      .map((path) => join(folder, path))
      .join('\n'),
  );
  terminal.talk(
    [
      `Next: put the Dockerfile of ${answers.service} into ${join(folder, answers.service)}, then run`,
      `  npx careplane plan '${folder}'`,
      `  npx careplane doctor '${folder}'`,
    ].join('\n'),
  );
  return EXIT.ok;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    replaceFile(join(folder, path), content);
  }
}
