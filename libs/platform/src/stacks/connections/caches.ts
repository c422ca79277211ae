import type { Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { cacheConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { storeVariables } from '@careplane/config';
import { cacheParameter, read } from '../../parameters';
import type { CacheKey } from '../../parameters';
import { storeId } from '../store-names';
import type { Connected } from './connect';

/** The environment's caches that a service names. */
export function connectCaches(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  return environment.caches
    .filter(({ name }) => service.caches.includes(name))
    .map(({ name, port, signIn }) => {
      const about = (key: CacheKey) => read(stack, cacheParameter(platform.name, environment.name, name, key));
      return cacheConnection(stack, {
        name,
        securityGroup: SecurityGroup.fromSecurityGroupId(
          stack,
          `${storeId('Cache', name)}Group`,
          about('security-group-id'),
        ),
        port,
        values: { host: about('endpoint'), port: about('port'), id: about('id'), user: about('user') },
        variables: storeVariables('caches', name),
        ...(signIn === 'password'
          ? {
              password: Secret.fromSecretAttributes(stack, `${storeId('Cache', name)}Password`, {
                secretCompleteArn: about('password-arn'),
                encryptionKey: Key.fromKeyArn(stack, `${storeId('Cache', name)}Key`, about('key-arn')),
              }),
            }
          : {}),
      });
    });
}
