import { nearest } from '@careplane/problems';
import type { PlatformRule } from '../rule';

/** An environment gives settings of caches that the platform has. */
export const overriddenCachesExist: PlatformRule = ({ caches, environments }) => {
  const known = Object.keys(caches);
  return Object.entries(environments).flatMap(([name, environment]) =>
    Object.keys(environment.caches ?? {})
      .filter((cache) => !known.includes(cache))
      .map((cache) => {
        const guess = nearest(cache, known);
        return {
          path: ['environments', name, 'caches', cache],
          given: cache,
          restsOn: [['environments', name, 'caches', cache], ['caches']],
          message: 'is a cache that the platform does not have',
          allowed: known.length === 0 ? 'a cache under caches, where there is none' : `one of ${known.join(', ')}`,
          fix: guess === undefined ? `add ${cache} to caches` : `did you mean "${guess}"?`,
        };
      }),
  );
};
