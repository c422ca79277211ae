import type { Range, Exact } from '../estimate-types';
import { flat, mapRange, multiplyRanges } from '../exact';
import { isMap } from '../template/value';
import { lookUp } from './look-up';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

const MILLION = { per: 1_000_000 };

/** Deliveries by protocol: usage key with the number of subscriptions, name, unit and price. */
const DELIVERIES = [
  ['httpSubscriptions', 'HTTP notifications', 100_000, '100k notifications', 'AmazonSNS/DeliveryAttempts-HTTP'],
  ['emailSubscriptions', 'Email notifications', 100_000, '100k notifications', 'AmazonSNS/DeliveryAttempts-SMTP'],
  [
    'firehoseSubscriptions',
    'Firehose notifications',
    1_000_000,
    '1M notifications',
    'AmazonSNS/DeliveryAttempts-FIREHOSE',
  ],
  [
    'mobilePushSubscriptions',
    'Mobile push notifications',
    1_000_000,
    '1M notifications',
    'AmazonSNS/DeliveryAttempts-APNS',
  ],
  ['macosSubscriptions', 'macOS notifications', 1_000_000, '1M notifications', 'AmazonSNS/DeliveryAttempts-MACOS'],
  ['smsSubscriptions', 'SMS notifications', 100, '100 notifications', 'AmazonSNS/DeliveryAttempts-SMS'],
] as const;

/** A publish of a topic is one request for each 64 KB. */
const CHUNK_KB = 64;

/** @see https://aws.amazon.com/sns/pricing/ */
export const snsTopic: PricedType = {
  type: 'AWS::SNS::Topic',
  usage: {
    monthlyRequests: { unit: 'requests', what: 'that publish a message' },
    requestSizeKb: { unit: 'KB', what: 'of a message, on average' },
    smsPriceUsd: { unit: 'USD', what: 'of one SMS, which depends on the country' },
    subscriptions: { unit: 'subscriptions', what: 'of queues, to a FIFO topic' },
    ...Object.fromEntries(DELIVERIES.map(([key, name]) => [key, { unit: 'subscriptions', what: `that get ${name}` }])),
  },
  charges: (priceable) =>
    priceable.resource.flag('FifoTopic', false) === true ? fifoCharges(priceable) : standardCharges(priceable),
};

function standardCharges(priceable: Priceable): Component[] {
  const requests = priceable.usage('monthlyRequests');
  const sizeKb = priceable.usage('requestSizeKb');
  const chunks = requests && sizeKb ? multiplyRanges(requests, mapRange(sizeKb, chunksOf)) : requests;
  const deliveries = DELIVERIES.flatMap(([key, name, per, unit, price]) => {
    const subscriptions = priceable.usage(key) ?? declared(priceable, key);
    if (subscriptions === undefined) return [];
    const notifications = requests && multiplyRanges(requests, subscriptions);
    const given = key === 'smsSubscriptions' ? priceable.usage('smsPriceUsd')?.expected : undefined;
    return [
      charge(name, unit, notifications, price, {
        per,
        usageKey: 'monthlyRequests',
        ...(given !== undefined && { givenPriceUsd: given }),
      }),
    ];
  });
  return [
    charge('API requests', '1M requests', chunks, 'AmazonSNS/Requests-Tier1', {
      ...MILLION,
      usageKey: 'monthlyRequests',
    }),
    ...deliveries,
  ];
}

function fifoCharges(priceable: Priceable): Component[] {
  const requests = priceable.usage('monthlyRequests');
  const sizeKb = priceable.usage('requestSizeKb');
  const payloadGb = requests && sizeKb && mapRange(multiplyRanges(requests, sizeKb), (kb) => kb.div(1_000_000));
  const queues = priceable.usage('subscriptions') ?? subscriptionsOf(priceable);
  const usageKey = 'monthlyRequests, requestSizeKb';
  return [
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'FIFO publish requests',
      unit: '1M requests',
      price: 'AmazonSNS/F-Request-Tier1',
      ...MILLION,
    }),
    charge('FIFO publish payload', 'GB', payloadGb, 'AmazonSNS/F-Ingress-Tier1', { usageKey }),
    ...(queues === undefined
      ? []
      : [
          charge(
            'FIFO notifications',
            '1M notifications',
            requests && multiplyRanges(requests, queues),
            'AmazonSNS/F-DA-SQS',
            {
              ...MILLION,
              usageKey,
            },
          ),
          charge(
            'FIFO notification payload',
            'GB',
            payloadGb && multiplyRanges(payloadGb, queues),
            'AmazonSNS/F-Egress-SQS',
            {
              usageKey,
            },
          ),
        ]),
  ];
}

function subscriptionsOf(priceable: Priceable): Range | undefined {
  const own = priceable.resource.list('Subscription') ?? [];
  const count = priceable.referrers('AWS::SNS::Subscription', 'TopicArn').length + own.length;
  return count === 0 ? undefined : flat(count);
}

/** Subscriptions of a protocol that the topic itself declares; those that are resources of their own are charged there. */
function declared({ resource }: Priceable, key: string): Range | undefined {
  const own = (resource.list('Subscription') ?? []).filter(
    (each) => isMap(each) && lookUp(SUBSCRIPTIONS, String(each['Protocol'])) === key,
  );
  return own.length === 0 ? undefined : flat(own.length);
}

/** Usage key of a protocol. Queues and functions get notifications free of charge. */
const SUBSCRIPTIONS: Readonly<Record<string, string>> = {
  http: 'httpSubscriptions',
  https: 'httpSubscriptions',
  email: 'emailSubscriptions',
  'email-json': 'emailSubscriptions',
  firehose: 'firehoseSubscriptions',
  application: 'mobilePushSubscriptions',
  sms: 'smsSubscriptions',
};

function chunksOf(kb: Exact): Exact {
  return kb.lte(0) ? kb : kb.div(CHUNK_KB).ceil();
}
