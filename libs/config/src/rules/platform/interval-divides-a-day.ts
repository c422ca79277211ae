import type { PlatformRule } from '../rule';

export const intervalDividesADay: PlatformRule = ({ backup }) =>
  24 % backup.intervalHours === 0
    ? []
    : [
        {
          path: ['backup', 'intervalHours'],
          message: 'does not divide a day evenly, so the last interval of the day would differ',
          allowed: '1, 2, 3, 4, 6, 8, 12 or 24',
          fix: 'choose one of these',
        },
      ];
