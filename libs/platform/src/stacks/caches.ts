import type { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Cache } from '@careplane/data';
import { platformPath } from '@careplane/config';
import type { CacheSettings, Environment, PlatformModel } from '@careplane/config';
import { cacheParameter, publish } from '../parameters';
import type { CacheKey } from '../parameters';
import { storeId, storeName } from './store-names';

/** What the caches of an environment share. */
export interface CacheContext {
  readonly platform: PlatformModel;
  readonly environment: Environment;
  readonly vpc: IVpc;
  /** Key of the environment's data. */
  readonly key: IKey;
  readonly alarmTopic: ITopic;
}

/** What the names of the log groups of a cache begin with: the roles of the environment reach the groups below this path. */
export function cacheLogPrefix(platform: PlatformModel, environment: Environment, cache: CacheSettings): string {
  return platformPath(platform.name, 'environments', environment.name, 'caches', cache.name, '');
}

/** The caches of an environment, in its data stack: their values may be patient data. */
export function addCaches(stack: Stack, { platform, environment, vpc, key, alarmTopic }: CacheContext): void {
  for (const settings of environment.caches) {
    const { replicationGroup, securityGroup, user, password } = new Cache(stack, storeId('Cache', settings.name), {
      ...settings,
      identifier: storeName(platform, settings.name, environment),
      title: `${platform.name} cache ${settings.name} in ${environment.name}`,
      vpc,
      key,
      logPrefix: cacheLogPrefix(platform, environment, settings),
      logDays: platform.retention.logDays,
      ...(settings.signIn === 'password'
        ? { passwordName: `/${platform.name}/${environment.name}/caches/${settings.name}/password` }
        : {}),
      alarmTopic,
    });
    const parameter = (about: CacheKey) => cacheParameter(platform.name, environment.name, settings.name, about);
    publish(stack, {
      [parameter('security-group-id')]: securityGroup.securityGroupId,
      [parameter('endpoint')]: replicationGroup.attrPrimaryEndPointAddress,
      [parameter('port')]: replicationGroup.attrPrimaryEndPointPort,
      [parameter('id')]: replicationGroup.ref,
      [parameter('user')]: user.ref,
      ...(password === undefined
        ? {}
        : { [parameter('password-arn')]: password.secretArn, [parameter('key-arn')]: key.keyArn }),
    });
  }
}
