import { Arn, ArnFormat } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Backup, BackupVault, Database } from '@careplane/data';
import { EncryptionKey } from '@careplane/governance';
import type { Backup as BackupSettings, Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { databaseParameter, environmentParameter, publish, read } from '../parameters';
import type { DatabaseKey } from '../parameters';
import { importVpc, locationOf, newStack } from './base';
import { useDeadLetterQueue } from './dead-letters';
import { addQueues } from './queues';

/** An environment's database and its backups, and its queues. */
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
    logGroupPrefixes: [`/aws/rds/instance/${name}/`],
  });
  const database = new Database(stack, 'Database', {
    identifier: name,
    databaseName: environment.database.name,
    engine: environment.database.engine,
    engineVersion: environment.database.engineVersion,
    vpc,
    instanceClass: environment.database.instanceClass,
    storageGiB: environment.database.storageGiB,
    maxStorageGiB: environment.database.maxStorageGiB,
    multiAz: environment.database.multiAz,
    pointInTimeRecoveryDays: environment.database.pointInTimeRecoveryDays,
    port: environment.database.port,
    key,
    logDays: platform.retention.logDays,
    auditLogDays: platform.retention.auditLogDays,
    alarmTopic,
  });
  const vault = new BackupVault(stack, 'BackupVault', {
    vaultName: name,
    key,
    retentionDays: backup.retentionDays,
    lock: lockOf(backup),
  });
  new Backup(stack, 'Backup', {
    name,
    database,
    vpc,
    vault,
    intervalHours: backup.intervalHours,
    startWindowHours: backup.startWindowHours,
    retentionDays: backup.retentionDays,
    retentionReason: backup.retentionReason,
    ...(copyRegionOf(platform, environment) === undefined
      ? {}
      : { copyVaultArn: copyVaultArn(stack, platform, environment) }),
    restoreTest: backup.restoreTest,
    rpoHours: platform.recovery.rpoHours,
    alarmTopic,
  });
  useDeadLetterQueue(stack, () =>
    read(stack, environmentParameter(platform.name, environment.name, 'dead-letter-queue-arn')),
  );
  const { instance } = database;
  const parameter = (key: DatabaseKey) => databaseParameter(platform.name, environment.name, key);
  publish(stack, {
    [parameter('security-group-id')]: database.securityGroup.securityGroupId,
    [parameter('endpoint')]: instance.dbInstanceEndpointAddress,
    [parameter('port')]: instance.dbInstanceEndpointPort,
    [parameter('name')]: environment.database.name,
    [parameter('resource-id')]: instance.instanceResourceId ?? '',
  });
  addQueues(stack, { platform, environment, key, alarmTopic });
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
