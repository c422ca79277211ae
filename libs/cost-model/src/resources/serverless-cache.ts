import { atLeast, flat, scaleRange } from '../exact';
import type { Exact, Range } from '../estimate-types';
import { HOURS_A_MONTH, SECONDS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, type PricedType } from './priced-type';

const ENGINES: Readonly<Record<string, string>> = { redis: 'Redis', valkey: 'Valkey', memcached: 'Memcached' };

/** GB that a cache is charged for though it holds less. */
const LEAST_GB: Readonly<Record<string, string>> = { Valkey: '0.1', Redis: '1', Memcached: '1' };

/** Charged by the data it holds and the work it does. @see https://aws.amazon.com/elasticache/pricing/ (Serverless) */
export const serverlessCache: PricedType = {
  type: 'AWS::ElastiCache::ServerlessCache',
  usage: {
    cachedGb: { unit: 'GB', what: 'of cached data, on average; at least 0.1 of Valkey, 1 of Redis and Memcached' },
    monthlyEcpus: { unit: 'ECPUs', what: 'of work: one for each KB that is read or written' },
  },
  charges: (priceable) => {
    const { resource, usage } = priceable;
    const engine = lookUp(ENGINES, resource.text('Engine')?.toLowerCase());
    const cached = charged(usage('cachedGb'), resource.number('CacheUsageLimits.DataStorage.Minimum', 0));
    const perSecond = resource.number('CacheUsageLimits.ECPUPerSecond.Minimum', 0);
    const worked = charged(usage('monthlyEcpus'), perSecond?.times(SECONDS_A_MONTH));
    return [
      charge(
        `Cached data (${engine ?? 'engine not known'})`,
        'GB-hours',
        cached.amount && scaleRange(atLeast(cached.amount, lookUp(LEAST_GB, engine) ?? '0'), HOURS_A_MONTH),
        engine && `AmazonElastiCache/CachedData:${engine}`,
        { usageKey: 'cachedGb', ...cached.more },
      ),
      charge(
        'Processing units',
        '1M ECPUs',
        worked.amount,
        engine && `AmazonElastiCache/ElastiCacheProcessingUnits:${engine}`,
        { usageKey: 'monthlyEcpus', per: 1_000_000, ...worked.more },
      ),
    ];
  },
};

/** The amount that is charged: not less than the limit that the cache declares, which is charged without any use. */
function charged(used: Range | undefined, declared: Exact | undefined) {
  if (declared === undefined || declared.isZero()) return { amount: used, more: {} };
  if (used !== undefined) return { amount: atLeast(used, declared.toString()), more: {} };
  return { amount: flat(declared), more: { assumption: 'The declared minimum, charged also where less is used.' } };
}
