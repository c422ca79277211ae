import { lookUp } from './look-up';
import { mapRange, multiplyRanges } from '../exact';
import { charge, type PricedType } from './priced-type';

const PROTOCOLS: Readonly<Record<string, readonly [name: string, unit: string, per: number, price: string]>> = {
  http: ['HTTP notifications', '1M notifications', 1_000_000, 'AmazonSNS/DeliveryAttempts-HTTP'],
  https: ['HTTP notifications', '1M notifications', 1_000_000, 'AmazonSNS/DeliveryAttempts-HTTP'],
  email: ['Email notifications', '100k notifications', 100_000, 'AmazonSNS/DeliveryAttempts-SMTP'],
  'email-json': ['Email notifications', '100k notifications', 100_000, 'AmazonSNS/DeliveryAttempts-SMTP'],
  firehose: ['Firehose notifications', '1M notifications', 1_000_000, 'AmazonSNS/DeliveryAttempts-FIREHOSE'],
  application: ['Mobile push notifications', '1M notifications', 1_000_000, 'AmazonSNS/DeliveryAttempts-APNS'],
  sms: ['SMS notifications', '100 notifications', 100, 'AmazonSNS/DeliveryAttempts-SMS'],
};

/** A delivery is charged for each 64 KB. @see https://aws.amazon.com/sns/pricing/ */
export const snsSubscription: PricedType = {
  type: 'AWS::SNS::Subscription',
  usage: {
    monthlyRequests: { unit: 'notifications', what: 'that are delivered' },
    requestSizeKb: { unit: 'KB', what: 'of a notification, on average' },
  },
  charges: (priceable) => {
    const protocol = priceable.resource.text('Protocol') ?? 'unknown';
    if (protocol === 'sqs' || protocol === 'lambda') {
      return { free: 'Deliveries to queues and functions are free; queues and functions are charged separately.' };
    }
    const requests = priceable.usage('monthlyRequests');
    const sizeKb = priceable.usage('requestSizeKb');
    const chunks =
      requests && sizeKb
        ? multiplyRanges(
            requests,
            mapRange(sizeKb, (kb) => kb.div(64).ceil()),
          )
        : requests;
    const [name, unit, per, price] = lookUp(PROTOCOLS, protocol) ?? [
      `${protocol} notifications`,
      'notifications',
      1,
      undefined,
    ];
    return [charge(name, unit, chunks, price, { per, usageKey: 'monthlyRequests' })];
  },
};
