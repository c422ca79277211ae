import * as z from 'zod';
import { reason, regionName } from './primitives';

/** Why backups may end before six years, where platform.yaml does not say. */
export const BACKUP_RETENTION_REASON =
  'These backups restore the database after a loss. The six years of 45 CFR 164.316(b)(2)(i) are for documentation, which the evidence bucket keeps under Object Lock; the records of patients stay in the database, which outlives its stack.';

export const backupSchema = z
  .strictObject({
    intervalHours: z
      .int()
      .min(1)
      .default(12)
      .describe(
        'Hours between two backups, counted from midnight UTC. Must divide a day evenly, and together with startWindowHours stay within recovery.rpoHours.',
      ),
    startWindowHours: z
      .int()
      .min(1)
      .max(24)
      .default(1)
      .describe(
        'Hours within which AWS Backup may start a backup after its scheduled time. A later start counts as a failed backup.',
      ),
    retentionDays: z
      .int()
      .min(1)
      .max(36500)
      .default(35)
      .describe('Days for which each backup is kept; the vault lock enforces it.'),
    retentionReason: reason
      .default(BACKUP_RETENTION_REASON)
      .describe('Why backups may end before six years. Printed by check and in the evidence if retentionDays is less.'),
    vaultLock: z
      .enum(['governance', 'compliance'])
      .default('governance')
      .describe(
        'governance: only principals with backup:DeleteBackupVaultLockConfiguration may remove the lock. compliance: after lockGraceDays no one can remove it, not even AWS or the root user.',
      ),
    lockGraceDays: z
      .int()
      .min(3)
      .max(365)
      .default(7)
      .describe('Days after which a compliance lock can no longer be removed. Has no effect with governance.'),
    copyRegion: regionName
      .optional()
      .describe('Second region into which every backup of a production environment is copied. Default: no copy.'),
    restoreTest: z
      .strictObject({
        everyDays: z.literal([1, 7, 30]).default(7).describe('Days between two restore tests: 1, 7 or 30.'),
        validationHours: z
          .int()
          .min(1)
          .max(168)
          .default(4)
          .describe(
            'Hours for which the restored database is kept for inspection before it is deleted. Must not exceed recovery.rtoHours, because a check that takes longer than the recovery time proves nothing.',
          ),
      })
      .prefault({})
      .describe('AWS Backup restores the newest backup on a schedule, to prove that restoring works.'),
  })
  .describe('AWS Backup of the database of every environment, into an encrypted and locked vault.');

export const recoverySchema = z
  .strictObject({
    rpoHours: z
      .int()
      .min(1)
      .max(168)
      .default(24)
      .describe('Recovery point objective: at most this many hours of data may be lost (45 CFR 164.308(a)(7)(ii)(A)).'),
    rtoHours: z
      .int()
      .min(1)
      .max(168)
      .default(8)
      .describe(
        'Recovery time objective: the service is restored within this many hours (45 CFR 164.308(a)(7)(ii)(B)).',
      ),
  })
  .describe('The promised recovery. Rules check the backup settings against it.');
