import type { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Database } from '@careplane/data';
import type { DatabaseSettings, Environment, PlatformModel } from '@careplane/config';
import { databaseParameter, publish } from '../parameters';
import type { DatabaseKey } from '../parameters';
import { constructIdOf } from './construct-id';

/** What the databases of an environment share. */
export interface DatabaseContext {
  readonly platform: PlatformModel;
  readonly environment: Environment;
  readonly vpc: IVpc;
  /** Key of the environment's data. */
  readonly key: IKey;
  readonly alarmTopic: ITopic;
}

/** The databases of an environment, in the order of the model. */
export function addDatabases(stack: Stack, context: DatabaseContext): Database[] {
  return context.environment.databases.map((settings) => addDatabase(stack, settings, context));
}

function addDatabase(stack: Stack, settings: DatabaseSettings, { platform, vpc, key, alarmTopic }: DatabaseContext) {
  return new Database(stack, databaseId(settings), {
    identifier: settings.identifier,
    databaseName: settings.name,
    engine: settings.engine,
    engineVersion: settings.engineVersion,
    vpc,
    instanceClass: settings.instanceClass,
    storageGiB: settings.storageGiB,
    maxStorageGiB: settings.maxStorageGiB,
    multiAz: settings.multiAz,
    pointInTimeRecoveryDays: settings.pointInTimeRecoveryDays,
    port: settings.port,
    key,
    logDays: platform.retention.logDays,
    auditLogDays: platform.retention.auditLogDays,
    alarmTopic,
  });
}

/** Say where each database is. */
export function publishDatabases(
  stack: Stack,
  platform: PlatformModel,
  environment: Environment,
  databases: readonly Database[],
): void {
  environment.databases.forEach(({ key, name }, index) => {
    const database = databases[index];
    if (database === undefined) return;
    const { securityGroup, instance } = database;
    const parameter = (about: DatabaseKey) => databaseParameter(platform.name, environment.name, key, about);
    publish(stack, {
      [parameter('security-group-id')]: securityGroup.securityGroupId,
      [parameter('endpoint')]: instance.dbInstanceEndpointAddress,
      [parameter('port')]: instance.dbInstanceEndpointPort,
      [parameter('name')]: name,
      [parameter('resource-id')]: instance.instanceResourceId ?? '',
    });
  });
}

/** Id of a database's construct: another one would replace the database. */
function databaseId({ key }: DatabaseSettings): string {
  return key === undefined ? 'Database' : `Database${constructIdOf(key)}`;
}
