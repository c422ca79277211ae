import type { ServiceRule } from '../rule';

/** A folder can be in memory or on the disk, and only once. */
export const diskPathsAreUsable: ServiceRule = ({ disk, writablePaths }) =>
  (disk?.paths ?? []).flatMap((path, index) => {
    const inMemory = writablePaths.includes(path);
    if (!inMemory && disk?.paths.indexOf(path) === index) return [];
    return [
      {
        path: ['disk', 'paths', index],
        restsOn: [['disk'], ['writablePaths']],
        given: path,
        message: inMemory ? 'is also in writablePaths, which are in memory' : 'lists a path twice',
        allowed: 'each path once',
        fix: 'remove it from one of the two',
      },
    ];
  });
