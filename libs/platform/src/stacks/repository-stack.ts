import type { Stack } from 'aws-cdk-lib';
import { ImageRepository } from '@careplane/compute';
import { EncryptionKey } from '@careplane/governance';
import { imageRepositoryName } from '@careplane/config';
import type { PlatformModel, Service } from '@careplane/config';
import type { Construct } from 'constructs';
import { newStack } from './base';

/** A service's image repository. The key is its own: images outlive the platform's stacks. */
export function repositoryStack(app: Construct, platform: PlatformModel, service: Service): Stack {
  const stack = newStack(app, platform, {
    stackName: `${service.unit}-repository`,
    description: `${platform.name} ${service.name}: image repository`,
    account: platform.account,
    region: platform.region,
  });
  const { key } = new EncryptionKey(stack, 'Key', { description: `${platform.name} ${service.name}: images` });
  const accounts = new Set(platform.environments.map((environment) => environment.account));
  accounts.delete(platform.account);
  new ImageRepository(stack, 'Images', {
    repositoryName: imageRepositoryName(platform.name, service.name),
    key,
    branchTags: platform.environments.map((environment) => environment.imageTag),
    pullAccounts: [...accounts].sort(),
    imageCount: platform.retention.images,
    untaggedImageDays: platform.retention.untaggedImageDays,
  });
  return stack;
}
