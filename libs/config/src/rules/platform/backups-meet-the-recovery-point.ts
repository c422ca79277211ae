import type { PlatformRule } from '../rule';

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
