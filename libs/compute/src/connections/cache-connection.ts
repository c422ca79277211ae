import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Connection } from './connection';

/** A cache on ElastiCache, and who signs in. */
export interface CacheAddress {
  readonly name: string;
  readonly securityGroup: ISecurityGroup;
  /** TCP port that the security groups open. */
  readonly port: number;
  /** Values of the variables; a value may be known only at deploy. */
  readonly values: Readonly<Record<'host' | 'port' | 'id' | 'user', string>>;
  /** Names of these variables. */
  readonly variables: Readonly<Record<'host' | 'port' | 'id' | 'user' | 'password', string>>;
  /** Password of the user. @default - it signs in through IAM */
  readonly password?: ISecret;
}

/**
 * A connection to a cache by a user that signs in through IAM, with a token that is valid for 15 minutes, or with a password that the
 * container gets as a variable (docs/adr/0063).
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function cacheConnection(scope: Construct, address: CacheAddress): Connection {
  const { values, variables, password } = address;
  const arn = (resource: string, resourceName: string) =>
    Arn.format(
      { service: 'elasticache', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
      Stack.of(scope),
    );
  return {
    to: `the cache ${address.name}`,
    variables: {
      [variables.host]: values.host,
      [variables.port]: values.port,
      [variables.id]: values.id,
      [variables.user]: values.user,
    },
    network: { securityGroup: address.securityGroup, port: address.port },
    ...(password === undefined ? {} : { secrets: { [variables.password]: password } }),
    statements:
      password === undefined
        ? [
            new PolicyStatement({
              actions: ['elasticache:Connect'],
              resources: [arn('replicationgroup', values.id), arn('user', values.user)],
            }),
          ]
        : [],
  };
}
