/** Partitions of AWS. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';

export interface Region {
  /** Code, such as us-east-2. */
  readonly name: string;
  readonly partition: Partition;
  /** Letters of the availability zones that an account can have. An account may see fewer. */
  readonly zones: readonly string[];
}

/**
 * Regions and the letters of their availability zones, as of 2026-11:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html and
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const ZONES: Readonly<Record<Partition, Readonly<Record<string, string>>>> = {
  aws: {
    'af-south-1': 'abc',
    'ap-east-1': 'abc',
    'ap-east-2': 'abc',
    'ap-northeast-1': 'abcd',
    'ap-northeast-2': 'abcd',
    'ap-northeast-3': 'abc',
    'ap-south-1': 'abc',
    'ap-south-2': 'abc',
    'ap-southeast-1': 'abc',
    'ap-southeast-2': 'abc',
    'ap-southeast-3': 'abc',
    'ap-southeast-4': 'abc',
    'ap-southeast-5': 'abc',
    'ap-southeast-6': 'abc',
    'ap-southeast-7': 'abc',
    'ca-central-1': 'abd',
    'ca-west-1': 'abc',
    'eu-central-1': 'abc',
    'eu-central-2': 'abc',
    'eu-north-1': 'abc',
    'eu-south-1': 'abc',
    'eu-south-2': 'abc',
    'eu-west-1': 'abc',
    'eu-west-2': 'abc',
    'eu-west-3': 'abc',
    'il-central-1': 'abc',
    'me-central-1': 'abc',
    'me-south-1': 'abc',
    'mx-central-1': 'abc',
    'sa-east-1': 'abc',
    'us-east-1': 'abcdef',
    'us-east-2': 'abc',
    'us-west-1': 'abc',
    'us-west-2': 'abcd',
  },
  'aws-cn': { 'cn-north-1': 'abd', 'cn-northwest-1': 'abc' },
  'aws-us-gov': { 'us-gov-east-1': 'abc', 'us-gov-west-1': 'abc' },
  'aws-eusc': { 'eusc-de-east-1': 'abc' },
};

/** Every region, by its code. */
export const AWS_REGIONS: Readonly<Record<string, Region>> = Object.fromEntries(
  Object.entries(ZONES).flatMap(([partition, regions]) =>
    Object.entries(regions).map(([name, zones]) => [
      name,
      { name, partition: partition as Partition, zones: zones.split('') },
    ]),
  ),
);

/** Beginnings of the region codes of each partition but `aws`, for regions that are newer than the table. */
const PREFIXES: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
];

/** Partition of a region, the second part of every ARN in the region. */
export function partitionOf(region: string): Partition {
  return AWS_REGIONS[region]?.partition ?? PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/**
 * CloudFront is in no region. Its certificates, web ACLs, metrics and log deliveries are in this one.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const CLOUDFRONT_REGION = 'us-east-1';
