import { posix } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { ImageRepository } from '@careplane/compute';
import { EncryptionKey } from '@careplane/governance';
import {
  exceptionsParameter,
  imageRepositoryName,
  sidecarRepositoryName,
  sidecarsParameter,
  siteBucketName,
  siteParameter,
} from '@careplane/config';
import type { PlatformModel, Service, StaticSite } from '@careplane/config';
import { sidecarsVariable } from '@careplane/pipeline';
import type { Construct } from 'constructs';
import { publish } from '../parameters';
import { newStack } from './base';
import { constructIdOf } from './construct-id';
import { sourceFolder } from './pipeline-source';

/** A service's image repository, and one for the copies of each sidecar's image. The key is its own: images outlive the platform's stacks. */
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
  const settings = {
    key,
    branchTags: platform.environments.map((environment) => environment.imageTag),
    pullAccounts: [...accounts].sort(),
    imageCount: platform.retention.images,
    untaggedImageDays: platform.retention.untaggedImageDays,
  };
  const repositoryName = imageRepositoryName(platform.name, service.name);
  new ImageRepository(stack, 'Images', { ...settings, repositoryName });
  const exceptions = exceptionsPath(service);
  if (exceptions !== undefined) publish(stack, { [exceptionsParameter(platform.name, service.name)]: exceptions });
  // The files of a static site are one image without a container beside it.
  if (service.kind === 'static') {
    if (service.source.path !== undefined)
      publish(stack, { [siteParameter(platform.name, service.name)]: releaseOf(platform, service) });
    return stack;
  }
  for (const { name } of service.sidecars) {
    new ImageRepository(stack, `Sidecar${constructIdOf(name)}`, {
      ...settings,
      repositoryName: sidecarRepositoryName(platform.name, service.name, name),
    });
  }
  if (service.sidecars.length > 0) {
    const name = sidecarsParameter(platform.name, service.name);
    publish(stack, { [name]: sidecarsVariable(service.sidecars, service.architecture) });
  }
  return stack;
}

/**
 * Which file of the commit has the exceptions, for the jobs of the GitHub workflow that scan: the build that runs code of the repository could
 * name another.
 */
function exceptionsPath(service: Service): string | undefined {
  const { exceptions } = service.kind === 'static' ? service.build : service.image;
  if (exceptions === undefined || service.source.path === undefined) return undefined;
  return posix.join(sourceFolder(service), exceptions);
}

/**
 * How a site is released, for the jobs of the GitHub workflow that have a role: they run no code of the repository, and so do not read its
 * service.yaml. What decides at the gate comes from the deployed stacks.
 */
function releaseOf(platform: PlatformModel, site: StaticSite): string {
  const { immutable, keepReleases, build, unit } = site;
  const buckets = platform.environments.map((environment) => [
    environment.name,
    siteBucketName(unit, environment, 'site'),
  ]);
  return JSON.stringify({
    ...{ immutable: immutable.join(','), keepReleases, emptyBecause: build.withoutPackages ?? '' },
    folder: sourceFolder(site),
    buckets: Object.fromEntries(buckets) as Record<string, string>,
  });
}
