import type { Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { fileSystemConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { storeVariables } from '@careplane/config';
import { fileSystemParameter, read } from '../../parameters';
import type { FileSystemKey } from '../../parameters';
import { storeId } from '../store-names';
import type { Connected } from './connect';

/** The environment's file systems that a service mounts, each through an access point of the service. */
export function connectFileSystems(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  return Object.entries(service.fileSystems).map(([name, { folder, ...mount }]) => {
    const about = (key: FileSystemKey) => read(stack, fileSystemParameter(platform.name, environment.name, name, key));
    const id = storeId('FileSystem', name);
    return fileSystemConnection(stack, `${id}AccessPoint`, {
      name,
      fileSystemId: about('id'),
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, about('security-group-id')),
      folder: `/${folder}`,
      ...mount,
      variable: storeVariables('fileSystems', name).path,
    });
  });
}
