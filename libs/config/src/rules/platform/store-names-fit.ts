import type { Path } from '@careplane/problems';
import { storeBucketName } from '../../access/names';
import { oncePerPlace } from '../rule';
import type { RuleProblem, PlatformRule } from '../rule';

/** Longest id of a replication group and of a user. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const LONGEST_CACHE_ID = 40;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const LONGEST_BUCKET_NAME = 63;

/** The names of stores in AWS have the names of platform, store and environment in them, so that each is found by its name. */
export const storeNamesFit: PlatformRule = ({ name, account, region, environments, caches, buckets }) =>
  oncePerPlace(
    Object.entries(environments).flatMap(([environment, own]) => [
      ...Object.keys(caches).flatMap((cache) =>
        tooLong(['caches', cache], `${name}-${cache}-${environment}`, LONGEST_CACHE_ID, 'cache'),
      ),
      ...Object.keys(buckets).flatMap((bucket) => {
        const place = { name: environment, account: own.account ?? account, region: own.region ?? region };
        return tooLong(['buckets', bucket], storeBucketName(name, bucket, place), LONGEST_BUCKET_NAME, 'bucket');
      }),
    ]),
  );

function tooLong(path: Path, id: string, longest: number, what: string): RuleProblem[] {
  const excess = id.length - longest;
  if (excess <= 0) return [];
  return [
    {
      path,
      given: id,
      restsOn: [path, ['name'], ['account'], ['region'], ['environments']],
      message: `has a name in AWS of ${id.length} characters, and AWS takes ${longest} for a ${what}`,
      allowed: `names of platform, environment and ${what} that are shorter by ${excess} in all`,
      fix: 'shorten its name',
    },
  ];
}
