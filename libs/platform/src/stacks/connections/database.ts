import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { databaseConnection } from '@careplane/compute';
import { CONNECTIONS } from '@careplane/config';
import { databaseParameter, read } from '../../parameters';
import type { DatabaseKey } from '../../parameters';
import type { Connect } from './connect';

/** The environment's database; the service signs in as the MySQL user of its own name. */
export const connectDatabase: Connect = (stack, { platform, service, environment }) => {
  const about = (key: DatabaseKey) => read(stack, databaseParameter(platform.name, environment.name, key));
  return databaseConnection(stack, {
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', about('security-group-id')),
    port: environment.database.port,
    says: { host: about('endpoint'), port: about('port'), name: about('name'), user: service.name },
    variables: CONNECTIONS.database.variables,
    resourceId: about('resource-id'),
  });
};
