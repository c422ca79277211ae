import { lookUp } from './look-up';
import { metered, type PricedType } from './priced-type';

/** Delivery is charged by volume; where the logs lie, by that place. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const flowLog: PricedType = {
  type: 'AWS::EC2::FlowLog',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of flow logs that are delivered' } },
  charges: (priceable) => {
    const destination = priceable.resource.text('LogDestinationType', 'cloud-watch-logs');
    const usageTypes: Record<string, string> = { 'cloud-watch-logs': 'VendedLog-Bytes', s3: 'S3-Egress-Bytes' };
    const usageType = lookUp(usageTypes, destination);
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Flow logs delivered', unit: 'GB', price })];
  },
};
