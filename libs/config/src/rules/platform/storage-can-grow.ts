import type { Path } from '@careplane/problems';
import { isClusterEngine } from '@careplane/aws-facts';
import { dropUndefined } from '../../drop-undefined';
import { DEFAULT_STORAGE_GIB, MAX_STORAGE_GIB } from '../../schema/database';
import { databasePlaces } from '../database-places';
import type { RuleProblem, PlatformRule } from '../rule';

export const storageCanGrow: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ path: own, database, overrides }) => {
    if (isClusterEngine(database.engine)) return [];
    const { storageGiB, maxStorageGiB } = { ...DEFAULT_STORAGE_GIB, ...dropUndefined(database) };
    // RDS refuses a threshold that is less than 10 % above the storage.
    const complain = (path: Path, first: number, most: number): RuleProblem[] => {
      const least = Math.ceil((first * 11) / 10);
      return most >= least
        ? []
        : [
            {
              path,
              restsOn: [path, [...path.slice(0, -1), 'storageGiB'], [...own, 'storageGiB'], [...own, 'maxStorageGiB']],
              message: `leaves no room above storageGiB (${first})`,
              given: most,
              ...roomFor(first, least),
            },
          ];
    };
    return [
      ...complain(
        [...own, database.maxStorageGiB === undefined ? 'storageGiB' : 'maxStorageGiB'],
        storageGiB,
        maxStorageGiB,
      ),
      ...overrides.flatMap(({ path, value }) =>
        value.storageGiB === undefined && value.maxStorageGiB === undefined
          ? []
          : complain(
              [...path, value.maxStorageGiB === undefined ? 'storageGiB' : 'maxStorageGiB'],
              value.storageGiB ?? storageGiB,
              value.maxStorageGiB ?? maxStorageGiB,
            ),
      ),
    ];
  });

/** The threshold that is needed, or less storage where RDS has no such threshold. */
function roomFor(storageGiB: number, least: number): Pick<RuleProblem, 'allowed' | 'fix'> {
  if (least <= MAX_STORAGE_GIB) return { allowed: `${least} to ${MAX_STORAGE_GIB}`, fix: `write ${least} or more` };
  const most = Math.floor((MAX_STORAGE_GIB * 10) / 11);
  return {
    allowed: `10 % more than storageGiB, and at most ${MAX_STORAGE_GIB}`,
    fix: `write ${most} or less for storageGiB instead of ${storageGiB}`,
  };
}
