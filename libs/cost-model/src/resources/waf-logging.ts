import { vendedUsageType } from './log-delivery';
import { metered, type PricedType } from './priced-type';

/** Logs that WAF sends are vended logs. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const wafLogging: PricedType = {
  type: 'AWS::WAFv2::LoggingConfiguration',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of request logs that are delivered' } },
  charges: (priceable) => {
    const path = 'LogDestinationConfigs';
    const usageType = vendedUsageType(priceable.target(path)?.type, priceable.resource.value(path));
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [
      metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Request logs delivered', unit: 'GB', price }),
    ];
  },
};
