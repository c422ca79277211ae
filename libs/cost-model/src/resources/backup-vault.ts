import { metered, type PricedType } from './priced-type';

/** The kinds of backups in a vault: usage key, name, unit, usage type, and the resource types that are backed up. */
const CHARGES = [
  ['efsWarmBackupGb', 'EFS backup (warm)', 'GB', 'WarmStorage-ByteHrs-EFS', 'AWS::EFS::FileSystem'],
  ['efsColdBackupGb', 'EFS backup (cold)', 'GB', 'ColdStorage-ByteHrs-EFS', 'AWS::EFS::FileSystem'],
  ['monthlyEfsWarmRestoreGb', 'EFS restore (warm)', 'GB', 'WarmRestore-EFS', 'AWS::EFS::FileSystem'],
  ['monthlyEfsColdRestoreGb', 'EFS restore (cold)', 'GB', 'ColdRestore-EFS', 'AWS::EFS::FileSystem'],
  [
    'monthlyEfsItemRestoreRequests',
    'EFS restore (item-level)',
    'requests',
    'RestoreItemLevel-EFS',
    'AWS::EFS::FileSystem',
  ],
  ['ebsSnapshotGb', 'EBS snapshot', 'GB', 'WarmStorage-ByteHrs-EBS', 'AWS::EC2::Volume'],
  ['rdsSnapshotGb', 'RDS snapshot', 'GB', 'WarmStorage-ByteHrs-RDS', 'AWS::RDS::DBInstance'],
  ['dynamodbBackupGb', 'DynamoDB backup', 'GB', 'WarmStorage-ByteHrs-DynamoDB', 'AWS::DynamoDB::Table'],
  ['monthlyDynamodbRestoreGb', 'DynamoDB restore', 'GB', 'Restore-DynamoDB', 'AWS::DynamoDB::Table'],
  ['auroraSnapshotGb', 'Aurora snapshot', 'GB', 'WarmStorage-ByteHrs-Aurora', 'AWS::RDS::DBCluster'],
  ['fsxWindowsBackupGb', 'FSx for Windows backup', 'GB', 'WarmStorage-ByteHrs-FSxWindows', 'AWS::FSx::FileSystem'],
  ['fsxLustreBackupGb', 'FSx for Lustre backup', 'GB', 'WarmStorage-ByteHrs-FSxLustre', 'AWS::FSx::FileSystem'],
  ['monthlyCopiedFromOtherRegionsGb', 'Copies from other regions', 'GB', 'CrossRegion-Bytes', ''],
] as const;

/**
 * A vault is charged for what lies in it; without usage, what these templates could put there is shown. RDS snapshots of Backup are incremental and are charged beyond the free
 * allowance like RDS's own.
 *
 * @see https://aws.amazon.com/backup/pricing/
 */
export const backupVault: PricedType = {
  type: 'AWS::Backup::BackupVault',
  usage: Object.fromEntries(
    CHARGES.map(([key, name, unit]) => [
      key,
      { unit, what: key.startsWith('monthly') ? name : `${name}, kept on average` },
    ]),
  ),
  charges: (priceable) => {
    const used = CHARGES.filter(([key]) => priceable.usage(key) !== undefined);
    const likely = CHARGES.filter(([, , , , type]) => priceable.present(type));
    const possible = likely.length > 0 ? likely : CHARGES.filter(([, , , , type]) => type !== '');
    const shown = used.length > 0 ? used : possible;
    return shown.map(([key, name, unit, usageType]) =>
      metered(priceable, { key, component: name, unit, price: `AWSBackup/${usageType}` }),
    );
  },
};

/**
 * A plan is free where these templates hold its vault. Backups in a vault from elsewhere, such as the default one of an account, are
 * charged here.
 */
export const backupPlan: PricedType = {
  ...backupVault,
  type: 'AWS::Backup::BackupPlan',
  charges: (priceable) =>
    priceable.target('BackupPlan')?.type === backupVault.type
      ? { free: 'A plan; what it stores and restores is charged, with the vault.' }
      : backupVault.charges(priceable),
};
