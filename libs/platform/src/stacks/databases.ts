import type { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { AuroraCluster, Database } from '@careplane/data';
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
export function addDatabases(stack: Stack, context: DatabaseContext): (Database | AuroraCluster)[] {
  return context.environment.databases.map((settings) => addDatabase(stack, settings, context));
}

function addDatabase(
  stack: Stack,
  settings: DatabaseSettings,
  { platform, vpc, key, alarmTopic }: DatabaseContext,
): Database | AuroraCluster {
  const id = databaseId(settings);
  const { name: databaseName, ...rest } = settings;
  const shared = {
    databaseName,
    vpc,
    key,
    logDays: platform.retention.logDays,
    auditLogDays: platform.retention.auditLogDays,
    alarmTopic,
  };
  return 'ioOptimized' in rest
    ? new AuroraCluster(stack, id, { ...rest, ...shared })
    : new Database(stack, id, { ...rest, ...shared });
}

/** Say where each database is. */
export function publishDatabases(
  stack: Stack,
  platform: PlatformModel,
  environment: Environment,
  databases: readonly (Database | AuroraCluster)[],
): void {
  environment.databases.forEach(({ key, name }, index) => {
    const database = databases[index];
    if (database === undefined) return;
    const parameter = (about: DatabaseKey) => databaseParameter(platform.name, environment.name, key, about);
    const { endpoint, port, resourceId } = addressOf(database);
    publish(stack, {
      [parameter('security-group-id')]: database.securityGroup.securityGroupId,
      [parameter('endpoint')]: endpoint,
      [parameter('port')]: port,
      [parameter('name')]: name,
      [parameter('resource-id')]: resourceId,
    });
  });
}

/** Of a cluster, the address that always leads to the writer. */
function addressOf(database: Database | AuroraCluster) {
  if ('cluster' in database) {
    const { attrEndpointAddress, attrEndpointPort, attrDbClusterResourceId } = database.cluster;
    return { endpoint: attrEndpointAddress, port: attrEndpointPort, resourceId: attrDbClusterResourceId };
  }
  const { dbInstanceEndpointAddress, dbInstanceEndpointPort, instanceResourceId } = database.instance;
  return { endpoint: dbInstanceEndpointAddress, port: dbInstanceEndpointPort, resourceId: instanceResourceId ?? '' };
}

/** Id of a database's construct: another one would replace the database. */
function databaseId({ key }: DatabaseSettings): string {
  return key === undefined ? 'Database' : `Database${constructIdOf(key)}`;
}
