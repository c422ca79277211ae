import { metered, type PricedType } from './priced-type';

/** What can lie in a vault: usage key, name, unit, usage type. Kinds without usage show as one line. */
const CHARGES = [
  ['efsWarmBackupGb', 'EFS backup (warm)', 'GB', 'WarmStorage-ByteHrs-EFS'],
  ['efsColdBackupGb', 'EFS backup (cold)', 'GB', 'ColdStorage-ByteHrs-EFS'],
  ['monthlyEfsWarmRestoreGb', 'EFS restore (warm)', 'GB', 'WarmRestore-EFS'],
  ['monthlyEfsColdRestoreGb', 'EFS restore (cold)', 'GB', 'ColdRestore-EFS'],
  ['monthlyEfsItemRestoreRequests', 'EFS restore (item-level)', 'requests', 'RestoreItemLevel-EFS'],
  ['ebsSnapshotGb', 'EBS snapshot', 'GB', 'WarmStorage-ByteHrs-EBS'],
  ['rdsSnapshotGb', 'RDS snapshot', 'GB', 'WarmStorage-ByteHrs-RDS'],
  ['dynamodbBackupGb', 'DynamoDB backup', 'GB', 'WarmStorage-ByteHrs-DynamoDB'],
  ['monthlyDynamodbRestoreGb', 'DynamoDB restore', 'GB', 'Restore-DynamoDB'],
  ['auroraSnapshotGb', 'Aurora snapshot', 'GB', 'WarmStorage-ByteHrs-Aurora'],
  ['fsxWindowsBackupGb', 'FSx for Windows backup', 'GB', 'WarmStorage-ByteHrs-FSxWindows'],
  ['fsxLustreBackupGb', 'FSx for Lustre backup', 'GB', 'WarmStorage-ByteHrs-FSxLustre'],
  ['monthlyCopiedFromOtherRegionsGb', 'Copies from other regions', 'GB', 'CrossRegion-Bytes'],
] as const;

/**
 * A vault is charged for what lies in it. RDS snapshots of Backup are incremental and are charged beyond the free
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
    const shown = used.length > 0 ? used : CHARGES.filter(([key]) => !key.startsWith('monthlyCopied'));
    return shown.map(([key, name, unit, usageType]) => metered(priceable, key, name, unit, `AWSBackup/${usageType}`));
  },
};
