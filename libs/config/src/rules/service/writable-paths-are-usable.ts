import { posix } from 'node:path';
import type { ServiceRule } from '../rule';

/** Folders that the kernel or ECS fills, and that a memory file system would hide. */
const TAKEN = ['/proc', '/sys', '/dev', '/etc', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/boot'];

export const writablePathsAreUsable: ServiceRule = ({ writablePaths }) =>
  writablePaths.flatMap((written, index) => {
    const rest = { path: ['writablePaths', index], restsOn: [['writablePaths']], given: written };
    const problem = unusablePath(written);
    if (problem !== undefined) return [{ ...rest, ...problem }];
    const other = writablePaths.findIndex((each, at) => at < index && withoutSlash(each) === withoutSlash(written));
    return other === -1
      ? []
      : [{ ...rest, message: 'lists a path twice', allowed: 'each path once', fix: 'remove the repetition' }];
  });

/** Why nothing can be mounted at a path of a container; undefined where it can. */
export function unusablePath(written: string): { message: string; allowed: string; fix: string } | undefined {
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
  return normal === '/' || hidden !== undefined
    ? {
        message: `would hide ${hidden ?? 'the whole image'} behind an empty folder`,
        allowed: 'a folder that only the application writes to, such as /tmp or /var/cache/app',
        fix: 'name that folder',
      }
    : undefined;
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/$/, '');
}
