import { environmentRules } from './environment-rules';
import type { Complaint, PlatformRule } from './rule';

export const zonesAreDistinct: PlatformRule = (platform) => {
  const zones = platform.network.zones;
  return new Set(zones).size === zones.length
    ? []
    : [
        {
          path: ['network', 'zones'],
          message: 'names a zone twice',
          allowed: 'each letter once',
          fix: 'remove the repetition',
        },
      ];
};

export const intervalDividesADay: PlatformRule = ({ backup }) =>
  24 % backup.intervalHours === 0
    ? []
    : [
        {
          path: ['backup', 'intervalHours'],
          message: 'does not divide a day evenly, so the last gap of the day would be another',
          allowed: '1, 2, 3, 4, 6, 8, 12 or 24',
          fix: 'choose one of these',
        },
      ];

export const backupsMeetTheRecoveryPoint: PlatformRule = ({ backup, recovery }) => {
  const worst = backup.intervalHours + backup.startWindowHours;
  if (worst <= recovery.rpoHours) return [];
  return [
    {
      path: ['backup', 'intervalHours'],
      restsOn: [
        ['backup', 'intervalHours'],
        ['backup', 'startWindowHours'],
        ['recovery', 'rpoHours'],
      ],
      given: backup.intervalHours,
      message: `breaks the recovery point objective: a backup every ${backup.intervalHours} h that may start ${backup.startWindowHours} h late leaves up to ${worst} h without one, and recovery.rpoHours is ${recovery.rpoHours}`,
      allowed: intervalsWithin(recovery.rpoHours - backup.startWindowHours),
      fix: 'back up more often; raising rpoHours is a decision of the business, not of this file',
    },
  ];
};

/** Intervals that divide a day and are no longer than the hours given. */
function intervalsWithin(hours: number): string {
  const fitting = [1, 2, 3, 4, 6, 8, 12, 24].filter((interval) => interval <= hours);
  return fitting.length > 0
    ? `${fitting.join(', ')} (rpoHours less startWindowHours is ${hours})`
    : 'none: startWindowHours alone is as long as rpoHours';
}

export const restoreTestMeetsTheRecoveryTime: PlatformRule = ({ backup, recovery }) =>
  backup.restoreTest.validationHours <= recovery.rtoHours
    ? []
    : [
        {
          path: ['backup', 'restoreTest', 'validationHours'],
          restsOn: [
            ['backup', 'restoreTest', 'validationHours'],
            ['recovery', 'rtoHours'],
          ],
          message: `is longer than recovery.rtoHours (${recovery.rtoHours}): a restore that may take longer to check than recovery may take proves nothing`,
          allowed: `1 to ${recovery.rtoHours}`,
          fix: `write ${recovery.rtoHours} or less`,
        },
      ];

export const copyGoesElsewhere: PlatformRule = (platform) => {
  const { copyRegion } = platform.backup;
  const home = Object.values(platform.environments).find(
    (environment) => (environment.region ?? platform.region) === copyRegion,
  );
  if (copyRegion === undefined || home === undefined) return [];
  return [
    {
      path: ['backup', 'copyRegion'],
      message: 'is a region that an environment already runs in',
      allowed: 'a region without an environment',
      fix: 'choose another region, so that the loss of one does not take the copy with it',
    },
  ];
};

export const storageCanGrow: PlatformRule = (platform) => {
  // RDS refuses a threshold that is less than 10 % above the storage.
  const complain = (path: (string | number)[], storageGiB: number, maxStorageGiB: number): Complaint[] => {
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

export const ownTagsAreReserved: PlatformRule = ({ tags }) =>
  Object.keys(tags)
    .filter((key) => key.toLowerCase().startsWith('careplane:'))
    .map((key) => ({
      path: ['tags', key],
      message: 'uses the prefix of the toolkit’s own tags',
      given: key,
      allowed: 'a key that does not begin with careplane:',
      fix: 'choose another key',
    }));

/** All rules about platform.yaml. */
export const platformRules: readonly PlatformRule[] = [
  ...environmentRules,
  zonesAreDistinct,
  intervalDividesADay,
  backupsMeetTheRecoveryPoint,
  restoreTestMeetsTheRecoveryTime,
  copyGoesElsewhere,
  storageCanGrow,
  ownTagsAreReserved,
];
