import { atLeast, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, metered, type PricedType } from './priced-type';

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
    const engine = lookUp(ENGINES, priceable.resource.text('Engine')?.toLowerCase());
    const cached = priceable.usage('cachedGb');
    return [
      charge(
        `Cached data (${engine ?? 'engine not known'})`,
        'GB-hours',
        cached && scaleRange(atLeast(cached, lookUp(LEAST_GB, engine) ?? '0'), HOURS_A_MONTH),
        engine && `AmazonElastiCache/CachedData:${engine}`,
        { usageKey: 'cachedGb' },
      ),
      metered(priceable, {
        key: 'monthlyEcpus',
        component: 'Processing units',
        unit: '1M ECPUs',
        price: engine && `AmazonElastiCache/ElastiCacheProcessingUnits:${engine}`,
        per: 1_000_000,
      }),
    ];
  },
};
