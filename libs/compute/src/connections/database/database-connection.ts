import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Connection } from '../connection';

/** A database on RDS, and who signs in. */
export interface DatabaseAddress {
  /** As descriptions call it. @default - the database */
  readonly name?: string;
  readonly securityGroup: ISecurityGroup;
  /** TCP port that the security groups open. */
  readonly port: number;
  /** Values of the variables; a value may be known only at deploy. */
  readonly values: Readonly<Record<'host' | 'port' | 'name' | 'user', string>>;
  /** Names of these variables. */
  readonly variables: Readonly<Record<'host' | 'port' | 'name' | 'user', string>>;
  /** Resource id of the instance, such as db-ABCDEFGHIJKL. */
  readonly resourceId: string;
}

/**
 * A connection to a database by a user that signs in through IAM, without a password (docs/adr/0008).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
export function databaseConnection(scope: Construct, address: DatabaseAddress): Connection {
  const { values, variables } = address;
  const user = Arn.format(
    {
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `${address.resourceId}/${values.user}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    Stack.of(scope),
  );
  return {
    to: address.name ?? 'the database',
    variables: {
      [variables.host]: values.host,
      [variables.port]: values.port,
      [variables.name]: values.name,
      [variables.user]: values.user,
    },
    network: { securityGroup: address.securityGroup, port: address.port },
    statements: [new PolicyStatement({ actions: ['rds-db:connect'], resources: [user] })],
  };
}
