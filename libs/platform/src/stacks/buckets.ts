import type { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { PatientBucket, SIX_YEARS_DAYS, StoreBackup } from '@careplane/data';
import type { BackupVault } from '@careplane/data';
import { AccessLogBucket } from '@careplane/governance';
import { storeBucketName } from '@careplane/config';
import type { Environment, PlatformModel } from '@careplane/config';
import { bucketParameter, publish } from '../parameters';
import { storeId } from './store-names';

/** What the buckets of an environment share. */
export interface BucketContext {
  readonly platform: PlatformModel;
  readonly environment: Environment;
  /** Key of the environment's data. */
  readonly key: IKey;
  readonly vault: BackupVault;
  /** Role of AWS Backup. */
  readonly backupRole: Role;
  /** ARNs of the file systems, which are backed up with them. */
  readonly fileSystemArns: readonly string[];
  /** @default - no copy */
  readonly copyVaultArn?: string;
}

/** The buckets for patient data of an environment, in its data stack, with the log of their accesses, and the backups of buckets and file systems. */
export function addBuckets(stack: Stack, context: BucketContext): void {
  const { platform, environment, key, vault, backupRole, fileSystemArns, copyVaultArn } = context;
  const buckets = platform.buckets.length === 0 ? [] : bucketsOf(stack, context);
  if (buckets.length + fileSystemArns.length === 0) return;
  new StoreBackup(stack, 'StoreBackup', {
    name: `${platform.name}-${environment.name}-stores`,
    buckets,
    fileSystemArns,
    key,
    vault,
    role: backupRole,
    intervalHours: platform.backup.intervalHours,
    startWindowHours: platform.backup.startWindowHours,
    // The lock of the vault refuses backups that end before its time.
    retentionDays: Math.max(SIX_YEARS_DAYS, platform.backup.retentionDays),
    ...(copyVaultArn === undefined ? {} : { copyVaultArn }),
  });
}

/** The buckets of an environment, and the log of their accesses. */
function bucketsOf(stack: Stack, { platform, environment, key }: BucketContext): IBucket[] {
  const { bucket: accessLogs } = new AccessLogBucket(stack, 'BucketAccessLogs', {
    retentionDays: platform.retention.accessLogDays,
  });
  return platform.buckets.map((settings) => {
    const { bucket } = new PatientBucket(stack, storeId('Bucket', settings.name), {
      bucketName: storeBucketName(platform.name, settings.name, environment),
      key,
      ...(settings.lock === undefined ? {} : { lock: settings.lock }),
      oldVersionDays: settings.oldVersionDays,
      // The CDK declares `| undefined` in the class and not in the interface that the class implements.
      accessLogs: accessLogs as IBucket,
    });
    const parameter = (about: 'name' | 'key-arn') =>
      bucketParameter(platform.name, environment.name, settings.name, about);
    publish(stack, { [parameter('name')]: bucket.bucketName, [parameter('key-arn')]: key.keyArn });
    return bucket as IBucket;
  });
}
