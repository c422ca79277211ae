import { lookUp } from './look-up';
import { metered, type PricedType } from './priced-type';

/** By the kind of destination. */
const USAGE_TYPES: Readonly<Record<string, string>> = {
  'cloud-watch-logs': 'VendedLog-Bytes',
  s3: 'S3-Egress-Bytes',
  'kinesis-data-firehose': 'FH-Egress-Bytes',
};

/** Delivery is charged by volume; where the logs lie, by that place. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const flowLog: PricedType = {
  type: 'AWS::EC2::FlowLog',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of flow logs that are delivered' } },
  charges: (priceable) => {
    const destination = priceable.resource.text('LogDestinationType', 'cloud-watch-logs');
    const usageType = lookUp(USAGE_TYPES, destination);
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Flow logs delivered', unit: 'GB', price })];
  },
};
