import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BadInput } from './outcome';

/**
 * Stop before the work if files cannot be written into the folder of --out.
 *
 * Nothing is made: the folder and those above it may be missing.
 *
 * @param folder as it was given, or a folder inside of it that is written too
 * @throws BadInput if a part of its path is a file, or if the last existing folder must not be changed
 */
export function refuseOutputFolder(folder: string): void {
  const place = lastExisting(resolve(folder));
  const named = place === resolve(folder) ? folder : `${place}, a part of ${folder},`;
  if (!statSync(place).isDirectory())
    throw new BadInput(`${named} is a file, and a folder is needed there. Name another folder with --out.`);
  if (!isWritable(place))
    throw new BadInput(
      `${named} does not allow you to write into it. Name another folder with --out, or change the permissions.`,
    );
}

/** The path itself, or the nearest part above it that exists. */
function lastExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : lastExisting(dirname(path));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
