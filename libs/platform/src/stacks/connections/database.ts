import type { Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { databaseConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { databaseVariables } from '@careplane/config';
import { databaseParameter, read } from '../../parameters';
import type { DatabaseKey } from '../../parameters';
import { constructIdOf } from '../construct-id';
import type { Connect, Connected } from './connect';

/** The environment's first database. */
export const connectDatabase: Connect = (stack, connected) => connect(stack, connected, undefined);

/** The further databases that a service names. */
export function connectDatabases(stack: Stack, connected: Connected): Connection[] {
  return connected.service.databases.map((key) => connect(stack, connected, key));
}

/** The service signs in as the user of its own name. */
function connect(
  stack: Stack,
  { platform, service, environment }: Connected,
  database: string | undefined,
): Connection {
  const about = (key: DatabaseKey) => read(stack, databaseParameter(platform.name, environment.name, database, key));
  const settings = environment.databases.find(({ key }) => key === database);
  if (settings === undefined) throw new Error(`${platform.name} has no database ${database ?? ''}`);
  const id = database === undefined ? 'DatabaseGroup' : `Database${constructIdOf(database)}Group`;
  return databaseConnection(stack, {
    name: database === undefined ? 'the database' : `the database ${database}`,
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, id, about('security-group-id')),
    port: settings.port,
    values: { host: about('endpoint'), port: about('port'), name: about('name'), user: service.name },
    variables: databaseVariables(database),
    resourceId: about('resource-id'),
  });
}
