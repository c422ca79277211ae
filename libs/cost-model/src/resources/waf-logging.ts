import { metered, type PricedType } from './priced-type';

/** Logs that WAF sends are vended logs. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const wafLogging: PricedType = {
  type: 'AWS::WAFv2::LoggingConfiguration',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of request logs that are delivered' } },
  charges: (priceable) => {
    const destinations = JSON.stringify(priceable.resource.value('LogDestinationConfigs') ?? '');
    const usageType = destinations.includes(':s3:') ? 'S3-Egress-Bytes' : 'VendedLog-Bytes';
    const price = destinations.includes(':firehose:') ? undefined : `AmazonCloudWatch/${usageType}`;
    return [
      metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Request logs delivered', unit: 'GB', price }),
    ];
  },
};
