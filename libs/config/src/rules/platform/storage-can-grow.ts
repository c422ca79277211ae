import { MAX_STORAGE_GIB } from '../../schema/database';
import type { RuleProblem, PlatformRule } from '../rule';

export const storageCanGrow: PlatformRule = (platform) => {
  // RDS refuses a threshold that is less than 10 % above the storage.
  const complain = (path: (string | number)[], storageGiB: number, maxStorageGiB: number): RuleProblem[] => {
    const least = Math.ceil((storageGiB * 11) / 10);
    return maxStorageGiB >= least
      ? []
      : [
          {
            path,
            restsOn: [
              path,
              [...path.slice(0, -1), 'storageGiB'],
              ['database', 'storageGiB'],
              ['database', 'maxStorageGiB'],
            ],
            message: `leaves no room above storageGiB (${storageGiB})`,
            given: maxStorageGiB,
            ...roomFor(storageGiB, least),
          },
        ];
  };
  const { storageGiB, maxStorageGiB } = platform.database;
  return [
    ...complain(['database', 'maxStorageGiB'], storageGiB, maxStorageGiB),
    ...Object.entries(platform.environments).flatMap(([name, { database }]) =>
      database?.storageGiB === undefined && database?.maxStorageGiB === undefined
        ? []
        : complain(
            ['environments', name, 'database', database.maxStorageGiB === undefined ? 'storageGiB' : 'maxStorageGiB'],
            database.storageGiB ?? storageGiB,
            database.maxStorageGiB ?? maxStorageGiB,
          ),
    ),
  ];
};

/** The threshold that is needed, or less storage where RDS has no such threshold. */
function roomFor(storageGiB: number, least: number): Pick<RuleProblem, 'allowed' | 'fix'> {
  if (least <= MAX_STORAGE_GIB) return { allowed: `${least} to ${MAX_STORAGE_GIB}`, fix: `write ${least} or more` };
  const most = Math.floor((MAX_STORAGE_GIB * 10) / 11);
  return {
    allowed: `10 % more than storageGiB, and at most ${MAX_STORAGE_GIB}`,
    fix: `write ${most} or less for storageGiB instead of ${storageGiB}`,
  };
}
