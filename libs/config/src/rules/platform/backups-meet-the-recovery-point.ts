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
      message: `breaks the recovery point objective: with a backup every ${backup.intervalHours} h that may start ${backup.startWindowHours} h late, up to ${worst} h pass without a backup, but recovery.rpoHours is ${recovery.rpoHours}`,
      allowed: intervalsWithin(recovery.rpoHours - backup.startWindowHours),
      fix: 'back up more often; only the business can decide to raise rpoHours',
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
