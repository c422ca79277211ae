import { posix } from 'node:path';
import type { ServiceRule } from '../rule';

/** Folders that the kernel or ECS fills, and that a memory file system would hide. */
const TAKEN = ['/proc', '/sys', '/dev', '/etc', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/boot'];

export const writablePathsAreUsable: ServiceRule = ({ writablePaths }) =>
  writablePaths.flatMap((written, index) => {
    const path = ['writablePaths', index];
    const rest = { path, restsOn: [['writablePaths']], given: written };
    const normal = posix.normalize(written).replace(/(?<=.)\/$/, '');
    if (normal !== written.replace(/(?<=.)\/$/, '')) {
      return [
        {
          ...rest,
          message: 'is not in its shortest form',
          allowed: 'an absolute path without "//", "." and ".."',
          fix: `write ${normal}`,
        },
      ];
    }
    const hidden = TAKEN.find(
      (folder) => normal === folder || (normal.startsWith(`${folder}/`) && folder !== '/etc' && folder !== '/usr'),
    );
    if (normal === '/' || hidden !== undefined) {
      return [
        {
          ...rest,
          message: `would hide ${hidden ?? 'the whole image'} behind an empty folder`,
          allowed: 'a folder that only the application writes to, such as /tmp or /var/cache/app',
          fix: 'name that folder',
        },
      ];
    }
    const other = writablePaths.findIndex((each, at) => at < index && each.replace(/(?<=.)\/$/, '') === normal);
    return other === -1
      ? []
      : [{ ...rest, message: 'lists a path twice', allowed: 'each path once', fix: 'remove the repetition' }];
  });
