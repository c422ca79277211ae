import { AWS_REGIONS, partitionOf } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { parseArn } from '../../arn';
import type { ParsedPlatform } from '../../model';
import type { PlatformRule } from '../rule';

export const arnsFitThePartition: PlatformRule = (platform) =>
  arnPlaces(platform)
    .filter(({ region }) => Object.hasOwn(AWS_REGIONS, region))
    .filter(({ arn, region }) => parseArn(arn).partition !== partitionOf(region))
    .map(({ path, arn, region }) => ({
      path,
      restsOn: [path, ['region']],
      given: arn,
      message: `is an ARN of the partition ${parseArn(arn).partition}, but ${region} is in ${partitionOf(region)}`,
      allowed: `an ARN that begins with arn:${partitionOf(region)}:`,
      fix: 'copy the ARN from the console of this account and region',
    }));

function arnPlaces(platform: ParsedPlatform): { path: Path; arn: string; region: string }[] {
  const { githubConnectionArn: connection, region } = platform;
  const instance = platform.identity?.identityCenter?.instanceArn;
  return [
    ...(connection === undefined ? [] : [{ path: ['githubConnectionArn'], arn: connection, region }]),
    ...(instance === undefined ? [] : [{ path: ['identity', 'identityCenter', 'instanceArn'], arn: instance, region }]),
    ...Object.entries(platform.environments).flatMap(([name, environment]) =>
      environment.certificateArn === undefined
        ? []
        : [
            {
              path: ['environments', name, 'certificateArn'],
              arn: environment.certificateArn,
              region: environment.region ?? region,
            },
          ],
    ),
  ];
}
