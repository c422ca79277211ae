import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';
import type { BackupClient, DescribeBackupJobCommandOutput } from '@aws-sdk/client-backup';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';
import { POLL_MS } from '../aws/settle';
import type { TakenBackup } from '../ledger/ledger';
import type { PlannedBackup } from './backups';

/** Hours within which a job must have begun, and have ended: AWS Backup then gives it up. */
const START_HOURS = 4;
const COMPLETE_HOURS = 48;
const MS_PER_HOUR = 3_600_000;
const OVER = ['ABORTED', 'FAILED', 'EXPIRED', 'PARTIAL'];

/**
 * Begin a last backup. The token makes a second call answer with the first job.
 *
 * @param id of the retirement
 * @param failed jobs for this resource that failed before
 * @returns id of the job
 */
export async function startBackup(
  client: BackupClient,
  id: string,
  backup: PlannedBackup,
  failed: number,
): Promise<string> {
  const { resource, vault, role, days } = backup;
  const { BackupJobId = '' } = await atAws(`starting the last backup of ${resource}`, () =>
    client.send(
      new StartBackupJobCommand({
        BackupVaultName: vault,
        ResourceArn: resource,
        IamRoleArn: role,
        IdempotencyToken: createHash('sha256').update(`${id} ${resource} ${failed}`).digest('hex').slice(0, 32),
        StartWindowMinutes: START_HOURS * 60,
        CompleteWindowMinutes: COMPLETE_HOURS * 60,
        Lifecycle: { DeleteAfterDays: days },
        RecoveryPointTags: { 'careplane:retirement': id },
      }),
    ),
  );
  return BackupJobId;
}

/**
 * Wait for a backup.
 *
 * @param stop asked between two looks; a job goes on without us
 * @throws ToolFailed when the job fails, or the waiting is stopped
 */
export async function waitForBackup(
  client: BackupClient,
  backup: TakenBackup,
  progress: (text: string) => void,
  stop: () => boolean,
): Promise<TakenBackup> {
  for (const end = Date.now() + COMPLETE_HOURS * MS_PER_HOUR; Date.now() < end && !stop(); await pause(POLL_MS)) {
    const job: DescribeBackupJobCommandOutput = await atAws(`waiting for the last backup of ${backup.resource}`, () =>
      client.send(new DescribeBackupJobCommand({ BackupJobId: backup.job })),
    );
    if (job.State === 'COMPLETED' && job.RecoveryPointArn !== undefined) {
      return { ...backup, recoveryPoint: job.RecoveryPointArn };
    }
    if (OVER.includes(job.State ?? '')) {
      throw new BackupFailed(
        `The last backup of ${backup.resource} ended in ${job.State}: ${job.StatusMessage ?? 'AWS Backup gives no reason'}. Its stack was not deleted. Fix the cause and run the same command again, which takes a new backup; or take one by hand and give --no-last-backup "<reason>".`,
      );
    }
    progress(`last backup of ${backup.resource}: ${job.State ?? 'unknown'} ${job.PercentDone ?? ''}`.trim());
  }
  throw new ToolFailed(
    `The last backup of ${backup.resource} (job ${backup.job}) is not over yet. Nothing of it was deleted. Run the same command again: it waits for this job.`,
  );
}

/** A job that is over without a recovery point: the next run takes a new one. */
export class BackupFailed extends ToolFailed {}
