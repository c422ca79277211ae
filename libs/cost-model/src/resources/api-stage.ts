import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';

/** Size of a cache whose template does not say, in GB. */
const DEFAULT_CACHE_GB = '0.5';

/** A stage is free without a cache. @see https://aws.amazon.com/api-gateway/pricing/ (caching) */
export const apiStage: PricedType = {
  type: 'AWS::ApiGateway::Stage',
  charges: ({ resource }) => {
    if (resource.flag('CacheClusterEnabled', false) === false) {
      return { free: 'Part of an API, which is charged by its calls; this stage has no cache.' };
    }
    const size = resource.text('CacheClusterSize', DEFAULT_CACHE_GB) || DEFAULT_CACHE_GB;
    const price = `AmazonApiGateway/ApiGatewayCacheUsage:${size}GB`;
    return [charge(`Cache (${size} GB)`, 'hours', HOURS_A_MONTH, price)];
  },
};
