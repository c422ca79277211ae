import type { PlatformRule } from '../rule';

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
          message: `is longer than recovery.rtoHours (${recovery.rtoHours}): a restore test that takes longer than the recovery time proves nothing`,
          allowed: `1 to ${recovery.rtoHours}`,
          fix: `write ${recovery.rtoHours} or less`,
        },
      ];
