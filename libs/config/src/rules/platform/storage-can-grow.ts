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
            allowed: `${least} or more`,
            fix: `write ${least} or more`,
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
