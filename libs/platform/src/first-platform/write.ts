import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput, withTemporaryFolder } from '@careplane/command-line';
import { replaceFile } from '@careplane/problems';
import { loadTarget } from '../target';
import type { InitAnswers } from './answers';
import { filesOf } from './files';

/**
 * Write a platform and its first service. Nothing is written unless the platform loads, and no file is replaced.
 *
 * @returns the paths of the files
 * @throws BadInput with all problems at once, or when a file exists
 */
export function writeFirstPlatform(folder: string, answers: InitAnswers): string[] {
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
  return Object.keys(files).map((path) => join(folder, path));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    replaceFile(join(folder, path), content);
  }
}
