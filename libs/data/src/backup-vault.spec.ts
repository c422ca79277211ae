import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BackupVault } from './backup-vault';
import type { BackupVaultProps } from './backup-vault';
import { testStack } from './testing/stack';

const VAULT = 'AWS::Backup::BackupVault';

function synthesize(lock: BackupVaultProps['lock']): Template {
  const stack = testStack();
  new BackupVault(stack, 'BackupVault', {
    vaultName: 'acme-production',
    key: new Key(stack, 'Key'),
    retentionDays: 35,
    lock,
  });
  return Template.fromStack(stack);
}

test('governance: backups are kept for their time, and who has the right to may lift the lock', () => {
  synthesize({ mode: 'governance' }).hasResourceProperties(VAULT, {
    LockConfiguration: { MinRetentionDays: 35, ChangeableForDays: Match.absent() },
  });
});

test('compliance: after the days given, no one can lift it', () => {
  synthesize({ mode: 'compliance', graceDays: 14 }).hasResourceProperties(VAULT, {
    LockConfiguration: { MinRetentionDays: 35, ChangeableForDays: 14 },
  });
});

test('no backup can be deleted by hand, or its end brought forward', () => {
  synthesize({ mode: 'governance' }).hasResourceProperties(VAULT, {
    AccessPolicy: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
          Resource: '*',
        },
      ],
    },
  });
});

test('it is encrypted with the key and outlives its stack, under a logical id that stays', () => {
  const template = synthesize({ mode: 'governance' });
  template.hasResource(VAULT, {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BackupVaultName: 'acme-production',
      EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    },
  });
  expect(Object.keys(template.findResources(VAULT))).toEqual(['BackupVault68B95C06']);
});
