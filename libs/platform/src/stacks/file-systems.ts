import type { Stack } from 'aws-cdk-lib';
import { FileSystem } from '@careplane/data';
import { fileSystemParameter, publish } from '../parameters';
import type { FileSystemKey } from '../parameters';
import type { CacheContext } from './caches';
import { storeId, storeName } from './store-names';

/**
 * The file systems of an environment, in its data stack.
 *
 * @returns their ARNs
 */
export function addFileSystems(stack: Stack, { platform, environment, vpc, key, alarmTopic }: CacheContext): string[] {
  return platform.fileSystems.map(({ name, ...settings }) => {
    const { fileSystem, securityGroup } = new FileSystem(stack, storeId('FileSystem', name), {
      ...settings,
      name: storeName(platform, name, environment),
      title: `${platform.name} file system ${name} in ${environment.name}`,
      vpc,
      key,
      alarmTopic,
    });
    const parameter = (about: FileSystemKey) => fileSystemParameter(platform.name, environment.name, name, about);
    publish(stack, {
      [parameter('id')]: fileSystem.ref,
      [parameter('security-group-id')]: securityGroup.securityGroupId,
    });
    return fileSystem.attrArn;
  });
}
