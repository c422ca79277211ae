import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BackupVault } from './backup-vault';
import { PatientBucket } from './patient-bucket';
import type { PatientBucketProps } from './patient-bucket';
import { StoreBackup } from './store-backup';
import { testStack } from './testing/stack';

function synthesize(overrides: Partial<PatientBucketProps> = {}, copyVaultArn?: string): Template {
  const stack = testStack();
  const key = new Key(stack, 'Key');
  const { bucket } = new PatientBucket(stack, 'BucketScans', {
    bucketName: 'acme-scans-production-111122223333-us-east-2',
    key,
    oldVersionDays: 90,
    accessLogs: Bucket.fromBucketName(stack, 'Logs', 'logs'),
    ...overrides,
  });
  new StoreBackup(stack, 'StoreBackup', {
    name: 'acme-production-stores',
    buckets: [bucket as IBucket],
    key,
    vault: new BackupVault(stack, 'Vault', {
      vaultName: 'acme-production',
      key,
      retentionDays: 35,
      lock: { mode: 'governance' },
    }),
    role: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('backup.amazonaws.com') }),
    intervalHours: 12,
    startWindowHours: 1,
    retentionDays: 2192,
    ...(copyVaultArn === undefined ? {} : { copyVaultArn }),
  });
  return Template.fromStack(stack);
}

test('a bucket is encrypted, versioned, private and logged, and outlives its stack', () => {
  synthesize().hasResource('AWS::S3::Bucket', {
    UpdateReplacePolicy: 'Retain',
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      BucketName: 'acme-scans-production-111122223333-us-east-2',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
          },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LoggingConfiguration: { DestinationBucketName: 'logs', LogFilePrefix: 'BucketScans/' },
      Tags: Match.arrayWith([{ Key: 'careplane:holds', Value: 'patient-data' }]),
      ObjectLockEnabled: Match.absent(),
    },
  });
});

test('it answers over TLS 1.2 or newer only', () => {
  const [policy] = Object.values(synthesize().findResources('AWS::S3::BucketPolicy'));
  const text = JSON.stringify(policy);
  expect(text).toContain('"aws:SecureTransport":"false"');
  expect(text).toContain('"s3:TlsVersion":1.2');
});

test.each([
  ['governance', 'GOVERNANCE'],
  ['compliance', 'COMPLIANCE'],
] as const)('a lock in %s mode', (mode, Mode) => {
  synthesize({ lock: { mode, days: 2192 } }).hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode, Days: 2192 } } },
  });
});

test('old versions end after their days, and unfinished uploads after a week; no object does', () => {
  const [bucket] = Object.values(synthesize().findResources('AWS::S3::Bucket'));
  const rules = bucket?.['Properties'].LifecycleConfiguration.Rules as Record<string, unknown>[];
  expect(rules.map(({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration)).toEqual([
    { NoncurrentDays: 90 },
    undefined,
  ]);
  expect(rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined)).toEqual([]);
});

test('backups by the ARN of the bucket, for six years, and copied where there is a second vault', () => {
  const copy = 'arn:aws:backup:us-west-2:111122223333:backup-vault:acme-production-copy';
  const rule = { Lifecycle: { DeleteAfterDays: 2192 }, ScheduleExpression: 'cron(0 0,12 * * ? *)' };
  const template = synthesize({}, copy);
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        Match.objectLike({
          ...rule,
          CopyActions: [{ DestinationBackupVaultArn: copy, Lifecycle: { DeleteAfterDays: 2192 } }],
        }),
      ],
    },
  });
  template.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: { Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^BucketScans'), 'Arn'] }] },
  });
});

test('AWS Backup reads this bucket and no other one, and deletes nothing', () => {
  const [policy] = Object.values(synthesize().findResources('AWS::IAM::ManagedPolicy'));
  const statements = policy?.['Properties'].PolicyDocument.Statement as { Action: string[]; Resource: unknown }[];
  const onObjects = statements.filter(({ Action }) => Action.includes('s3:GetObject'));
  expect(JSON.stringify(onObjects.map(({ Resource }) => Resource))).toContain('BucketScans');
  expect(JSON.stringify(statements)).not.toMatch(/s3:(?:\*|Delete|PutObject|PutBucketPolicy)/);
});

test('logical ids stay: another would replace the bucket', () => {
  expect(Object.keys(synthesize().findResources('AWS::S3::Bucket'))).toEqual(['BucketScansBucket9EE0D439']);
});
