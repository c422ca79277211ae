import { Arn, ArnFormat } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Backup, BackupVault } from '@careplane/data';
import { EncryptionKey } from '@careplane/governance';
import type { Backup as BackupSettings, Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { environmentParameter, read } from '../parameters';
import { importVpc, locationOf, newStack } from './base';
import { databaseLogPrefix } from '../database-logs';
import { addBuckets } from './buckets';
import { addCaches, cacheLogPrefix } from './caches';
import { addDatabases, publishDatabases } from './databases';
import { useDeadLetterQueue } from './dead-letters';
import { addFileSystems } from './file-systems';
import { addQueues } from './queues';
import { addTopics, topicArns } from './topics';

/** An environment's databases and their backups, its queues, topics, caches and buckets. */
export function dataStack(app: Construct, platform: PlatformModel, environment: Environment): Stack {
  const { backup } = platform;
  const name = `${platform.name}-${environment.name}`;
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-data-${environment.name}`,
    description: `${platform.name} ${environment.name}: database and backups`,
    account: environment.account,
    region: environment.region,
    environment: environment.name,
  });
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['isolated']);
  const alarmTopic = Topic.fromTopicArn(
    stack,
    'AlarmTopic',
    read(stack, environmentParameter(platform.name, environment.name, 'alarm-topic-arn')),
  );
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name} ${environment.name}: database and backups`,
    logGroupPrefixes: [
      ...environment.databases.map(databaseLogPrefix),
      ...environment.caches.map((cache) => cacheLogPrefix(platform, environment, cache)),
    ],
    topicArns: topicArns(stack, platform, environment),
  });
  const databases = addDatabases(stack, { platform, environment, vpc, key, alarmTopic });
  const vault = new BackupVault(stack, 'BackupVault', {
    vaultName: name,
    key,
    retentionDays: backup.retentionDays,
    lock: lockOf(backup),
  });
  const copies =
    copyRegionOf(platform, environment) === undefined
      ? {}
      : { copyVaultArn: copyVaultArn(stack, platform, environment) };
  const { role: backupRole } = new Backup(stack, 'Backup', {
    name,
    databases,
    vpc,
    vault,
    intervalHours: backup.intervalHours,
    startWindowHours: backup.startWindowHours,
    retentionDays: backup.retentionDays,
    retentionReason: backup.retentionReason,
    ...copies,
    restoreTest: backup.restoreTest,
    rpoHours: platform.recovery.rpoHours,
    alarmTopic,
  });
  useDeadLetterQueue(stack, () =>
    read(stack, environmentParameter(platform.name, environment.name, 'dead-letter-queue-arn')),
  );
  publishDatabases(stack, platform, environment, databases);
  const queues = addQueues(stack, { platform, environment, key, alarmTopic });
  addTopics(stack, { platform, environment, key, alarmTopic }, queues);
  addCaches(stack, { platform, environment, vpc, key, alarmTopic });
  const fileSystemArns = addFileSystems(stack, { platform, environment, vpc, key, alarmTopic });
  addBuckets(stack, { platform, environment, key, vault, backupRole, fileSystemArns, ...copies });
  return stack;
}

/** The vault in the second region that production's backups are copied to; undefined when there is none. */
export function backupCopyStack(app: Construct, platform: PlatformModel, environment: Environment): Stack | undefined {
  const region = copyRegionOf(platform, environment);
  if (region === undefined) return undefined;
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-backup-copy-${environment.name}`,
    description: `${platform.name} ${environment.name}: copies of the backups`,
    account: environment.account,
    region,
    environment: environment.name,
  });
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name} ${environment.name}: copies of the backups`,
  });
  new BackupVault(stack, 'BackupVault', {
    vaultName: copyVaultName(platform, environment),
    key,
    retentionDays: platform.backup.retentionDays,
    lock: lockOf(platform.backup),
  });
  return stack;
}

function copyRegionOf(platform: PlatformModel, environment: Environment): string | undefined {
  return environment.production ? platform.backup.copyRegion : undefined;
}

/** The name is the reference: a stack in another region has no parameters that could be read here. */
function copyVaultName(platform: PlatformModel, environment: Environment): string {
  return `${platform.name}-${environment.name}-copy`;
}

function copyVaultArn(stack: Stack, platform: PlatformModel, environment: Environment): string {
  return Arn.format(
    {
      service: 'backup',
      ...(platform.backup.copyRegion !== undefined && { region: platform.backup.copyRegion }),
      resource: 'backup-vault',
      resourceName: copyVaultName(platform, environment),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    stack,
  );
}

function lockOf(backup: BackupSettings) {
  return backup.vaultLock === 'compliance'
    ? ({ mode: 'compliance', graceDays: backup.lockGraceDays } as const)
    : ({ mode: 'governance' } as const);
}
