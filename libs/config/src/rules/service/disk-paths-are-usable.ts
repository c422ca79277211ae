import type { ServiceRule } from '../rule';
import { faultOfFolder, withoutSlash } from '../writable-folder';

/** A folder can be in memory or on the disk, and only once. */
export const diskPathsAreUsable: ServiceRule = ({ disk, writablePaths }) => {
  const paths = (disk?.paths ?? []).map(withoutSlash);
  const inMemory = writablePaths.map(withoutSlash);
  return paths.flatMap((path, index) => {
    const rest = { path: ['disk', 'paths', index], restsOn: [['disk'], ['writablePaths']], given: disk?.paths[index] };
    const fault = faultOfFolder(path);
    if (fault !== undefined) return [{ ...rest, ...fault }];
    if (!inMemory.includes(path) && paths.indexOf(path) === index) return [];
    return [
      {
        ...rest,
        message: inMemory.includes(path) ? 'is also in writablePaths, which are in memory' : 'lists a path twice',
        allowed: 'each path once',
        fix: 'remove it from one of the two',
      },
    ];
  });
};
