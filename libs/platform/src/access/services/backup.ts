import { inAccount } from '../place';
import { GRANTS_FOR_SERVICES } from './rules';
import type { ServiceRules } from './rules';

export const backup: ServiceRules = {
  types: {
    'AWS::Backup::BackupPlan': [
      'backup:CreateBackupPlan',
      'backup:DeleteBackupPlan',
      'backup:GetBackupPlan',
      'backup:ListTags',
      'backup:TagResource',
      'backup:UntagResource',
      'backup:UpdateBackupPlan',
    ],
    'AWS::Backup::BackupSelection': [
      'backup:CreateBackupSelection',
      'backup:DeleteBackupSelection',
      'backup:GetBackupSelection',
    ],
    'AWS::Backup::BackupVault': [
      'backup-storage:MountCapsule',
      'backup:CreateBackupVault',
      'backup:DeleteBackupVault',
      'backup:DeleteBackupVaultAccessPolicy',
      'backup:DeleteBackupVaultLockConfiguration',
      'backup:DescribeBackupVault',
      'backup:GetBackupVaultAccessPolicy',
      'backup:GetBackupVaultNotifications',
      'backup:ListTags',
      'backup:PutBackupVaultAccessPolicy',
      'backup:PutBackupVaultLockConfiguration',
      'backup:TagResource',
      'backup:UntagResource',
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKey',
      'kms:RetireGrant',
    ],
    'AWS::Backup::RestoreTestingPlan': [
      'backup:CreateRestoreTestingPlan',
      'backup:DeleteRestoreTestingPlan',
      'backup:GetRestoreTestingPlan',
      'backup:ListTags',
      'backup:TagResource',
      'backup:UntagResource',
      'backup:UpdateRestoreTestingPlan',
    ],
    'AWS::Backup::RestoreTestingSelection': [
      'backup:CreateRestoreTestingSelection',
      'backup:DeleteRestoreTestingSelection',
      'backup:GetRestoreTestingSelection',
      'backup:UpdateRestoreTestingSelection',
    ],
  },
  limits: [
    GRANTS_FOR_SERVICES,
    {
      actions: /^backup:.*(?:BackupVault)/,
      resources: (place) => [inAccount(place, 'backup', `backup-vault:${place.platform}-${place.scope}*`)],
    },
    {
      actions: /^kms:(?:GenerateDataKey|Decrypt|RetireGrant)/,
      resources: () => ['*'],
      condition: { StringLike: { 'kms:ViaService': 'backup.*.amazonaws.com' } },
    },
  ],
  passedTo: ['backup.amazonaws.com'],
  serviceLinked: ['backup.amazonaws.com', 'restore-testing.backup.amazonaws.com'],
};
