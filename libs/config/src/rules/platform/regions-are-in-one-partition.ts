import { AWS_REGIONS, partitionOf } from '@careplane/aws-facts';
import type { PlatformRule } from '../rule';
import { regionPlaces } from '../regions';

/** Roles, keys and backups cannot cross partitions. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export const regionsAreInOnePartition: PlatformRule = (platform) =>
  regionPlaces(platform)
    .filter(({ region }) => Object.hasOwn(AWS_REGIONS, region) && Object.hasOwn(AWS_REGIONS, platform.region))
    .filter(({ region }) => partitionOf(region) !== partitionOf(platform.region))
    .map(({ path, region }) => ({
      path,
      restsOn: [path, ['region']],
      message: `is in the partition ${partitionOf(region)}, but the platform is in ${partitionOf(platform.region)}`,
      given: region,
      allowed: `a region of the partition ${partitionOf(platform.region)}`,
      fix: 'choose a region of the same partition; accounts, roles and backups cannot cross partitions',
    }));
