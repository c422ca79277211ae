import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault as CdkBackupVault } from 'aws-cdk-lib/aws-backup';
import type { IBackupVault } from 'aws-cdk-lib/aws-backup';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface BackupVaultProps {
  readonly vaultName: string;
  readonly key: IKey;
  /** Days for which nothing in the vault can be deleted. */
  readonly retentionDays: number;
  /**
   * governance: principals with the permission may lift the lock. compliance: after the given days no one can.
   */
  readonly lock: { readonly mode: 'governance' } | { readonly mode: 'compliance'; readonly graceDays: number };
}

/**
 * A vault whose backups are encrypted, and cannot be deleted before their retention ends, neither by mistake nor by an
 * intruder. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class BackupVault extends Construct {
  readonly vault: IBackupVault;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    this.vault = new CdkBackupVault(this, 'Vault', {
      backupVaultName: props.vaultName,
      encryptionKey: props.key,
      blockRecoveryPointDeletion: true,
      lockConfiguration: {
        minRetention: Duration.days(props.retentionDays),
        ...(props.lock.mode === 'compliance' ? { changeableFor: Duration.days(props.lock.graceDays) } : {}),
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
