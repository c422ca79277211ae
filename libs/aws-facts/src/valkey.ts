/**
 * Versions of Valkey that ElastiCache offers for new caches, as cfn-lint 1.58.0 lists them (read on 2026-11-29).
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 */
export const VALKEY_VERSIONS = ['7.2', '8.0', '8.1', '8.2', '9.0', '9.1'] as const;

const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const BURSTABLE = ['micro', 'small', 'medium'];

const typesOf = (family: string, sizes: readonly string[]) => sizes.map((size) => `cache.${family}.${size}`);

/**
 * Node types for Valkey: the current families without data tiering that most regions offer, as cfn-lint 1.58.0 lists them. The
 * families t2, m5 and r5 are left out, because new regions do not have them.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
export const CACHE_NODE_TYPES: readonly string[] = [
  ...['t3', 't4g'].flatMap((family) => typesOf(family, BURSTABLE)),
  ...['m6g', 'm7g', 'r6g', 'r7g'].flatMap((family) => typesOf(family, SIZES)),
];

/** Families of these node types that a region does not offer, from the same list. */
const NOT_OFFERED: Readonly<Record<string, readonly string[]>> = {
  'ap-southeast-6': ['t3'],
  'ca-west-1': ['m7g'],
  'eu-south-1': ['m7g'],
  'me-central-1': ['t4g'],
  'me-south-1': ['t4g'],
};

/** The node types of ElastiCache that a region offers. */
export function cacheNodeTypesIn(region: string): string[] {
  const missing = NOT_OFFERED[region] ?? [];
  return CACHE_NODE_TYPES.filter((type) => !missing.includes(type.split('.')[1] ?? ''));
}

/** Policies for what is removed when the memory is full. https://valkey.io/topics/lru-cache/ */
export const EVICTION_POLICIES = [
  'volatile-lru',
  'volatile-lfu',
  'volatile-ttl',
  'volatile-random',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'noeviction',
] as const;
