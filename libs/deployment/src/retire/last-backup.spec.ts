import { BackupClient, DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';
import { BackupFailed, startBackup, waitForBackup } from './last-backup';

const mock = mockClient(BackupClient);
const client = new BackupClient({ region: 'us-east-2' });
const PLANNED = {
  ...{ stack: 'medmo-data-preview', region: 'us-east-2', resource: 'arn:db', physicalId: 'medmo-preview' },
  ...{ vault: 'medmo-preview', role: 'arn:role', days: 2192 },
};
const BEGUN = { resource: 'arn:db', vault: 'medmo-preview', job: 'J1' };
const wait = (stop = () => false) => waitForBackup(client, BEGUN, () => undefined, stop);

beforeEach(() => mock.reset());

describe('a last backup', () => {
  it('has the same token for the same attempt, and another one after a failure', async () => {
    mock.on(StartBackupJobCommand).resolves({ BackupJobId: 'J1' });
    for (const failed of [0, 0, 1]) await startBackup(client, 'id', PLANNED, failed);
    const inputs = mock.commandCalls(StartBackupJobCommand).map(({ args }) => args[0].input);
    expect(inputs[0]).toMatchObject({ Lifecycle: { DeleteAfterDays: 2192 }, ResourceArn: 'arn:db' });
    expect(inputs[1]?.IdempotencyToken).toBe(inputs[0]?.IdempotencyToken);
    expect(inputs[2]?.IdempotencyToken).not.toBe(inputs[0]?.IdempotencyToken);
  });

  it('is waited for until there is a recovery point', async () => {
    mock
      .on(DescribeBackupJobCommand)
      .resolvesOnce({ State: 'CREATED' })
      .resolvesOnce({ State: 'RUNNING', PercentDone: '50' })
      .resolves({ State: 'COMPLETED', RecoveryPointArn: 'arn:point' });
    await expect(wait()).resolves.toEqual({ ...BEGUN, recoveryPoint: 'arn:point' });
  });

  it.each(['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'] as const)('that ends in %s stops everything', async (State) => {
    mock.on(DescribeBackupJobCommand).resolves({ State, StatusMessage: 'no room' });
    await expect(wait()).rejects.toThrow(BackupFailed);
    await expect(wait()).rejects.toThrow(`${State}: no room. Its stack was not deleted.`);
  });

  it('goes on without us when the waiting is stopped', async () => {
    await expect(wait(() => true)).rejects.toThrow('it waits for this job');
  });
});
