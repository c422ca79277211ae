import type { Value } from '../template/value';
import { metered, type Priceable, type PricedType } from './priced-type';

const CLOUDFRONT = /:cloudfront:/;

/**
 * Logs that AWS services deliver are vended logs, charged by volume and destination; where they lie, by that place. CloudFront
 * delivers to S3 free of charge.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs)
 */
export const logDelivery: PricedType = {
  type: 'AWS::Logs::Delivery',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of logs that are delivered' } },
  charges: (priceable) => {
    const usageType = usageTypeOf(priceable);
    if (usageType === 'S3-Egress-Bytes' && isOfCloudFront(priceable)) {
      return { free: 'CloudFront delivers logs to S3 free of charge; the bucket charges what it keeps.' };
    }
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Logs delivered', unit: 'GB', price })];
  },
};

/** By the destination's type, or by the service in its ARN. */
const DESTINATIONS = [
  { type: 'AWS::Logs::LogGroup', arn: ':logs:', usageType: 'VendedLog-Bytes' },
  { type: 'AWS::S3::Bucket', arn: ':s3:', usageType: 'S3-Egress-Bytes' },
  { type: 'AWS::KinesisFirehose::DeliveryStream', arn: ':firehose:', usageType: 'FH-Egress-Bytes' },
] as const;

/**
 * How vended logs are charged for their destination: a resource of these templates, by its type, or an ARN, which says its service
 * even where only the deployment knows the name. Undefined if neither says.
 */
export function vendedUsageType(declared: string | undefined, arn: Value | undefined): string | undefined {
  const text = JSON.stringify(arn ?? '');
  return DESTINATIONS.find((each) => (declared === undefined ? text.includes(each.arn) : each.type === declared))
    ?.usageType;
}

function usageTypeOf({ resource, target, targetOf }: Priceable): string | undefined {
  const path = 'DestinationResourceArn';
  const destination = target('DeliveryDestinationArn');
  const arn = destination === undefined ? resource.value('DeliveryDestinationArn') : destination.value(path);
  return vendedUsageType(destination && targetOf(destination, path)?.type, arn);
}

function isOfCloudFront({ target, targetOf }: Priceable): boolean {
  const source = target('DeliverySourceName');
  if (source === undefined) return false;
  const arn = JSON.stringify(source.value('ResourceArn') ?? '');
  return CLOUDFRONT.test(arn) || targetOf(source, 'ResourceArn')?.type === 'AWS::CloudFront::Distribution';
}
