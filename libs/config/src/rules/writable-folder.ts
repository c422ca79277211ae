import { posix } from 'node:path';
import type { RuleProblem } from './rule';

/** Folders that the kernel or ECS fills, and that an empty folder would hide. */
const TAKEN = ['/proc', '/sys', '/dev', '/etc', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/boot'];

/** What a folder of the container is hidden by, and a folder for which that is right, as sentences say them. */
interface Mounted {
  readonly hiddenBy: string;
  readonly such: string;
}

const EMPTY: Mounted = {
  hiddenBy: 'an empty folder',
  such: 'a folder that only the application writes to, such as /tmp or /var/cache/app',
};

/** Why a folder, an empty one by default, cannot be put at a place in the container; undefined if it can. */
export function faultOfFolder(
  written: string,
  { hiddenBy, such }: Mounted = EMPTY,
): Pick<RuleProblem, 'message' | 'allowed' | 'fix'> | undefined {
  const normal = withoutSlash(posix.normalize(written));
  if (normal !== withoutSlash(written)) {
    return {
      message: 'is not in its shortest form',
      allowed: 'an absolute path without "//", "." and ".."',
      fix: `write ${normal}`,
    };
  }
  const hidden = TAKEN.find(
    (folder) => normal === folder || (normal.startsWith(`${folder}/`) && folder !== '/etc' && folder !== '/usr'),
  );
  return normal !== '/' && hidden === undefined
    ? undefined
    : {
        message: `would hide ${hidden ?? 'the whole image'} behind ${hiddenBy}`,
        allowed: such,
        fix: 'name such a folder',
      };
}

/** A path without a slash at its end, by which two places of one folder are equal. */
export function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/$/, '');
}
