import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/sqs/pricing/ */
export const sqsQueue: PricedType = {
  type: 'AWS::SQS::Queue',
  usage: { monthlyRequests: { unit: 'requests', what: 'to the queue, in chunks of 64 KB' } },
  charges: (priceable) => {
    const fifo = priceable.resource.flag('FifoQueue', false);
    const price = fifo === undefined ? undefined : `AWSQueueService/Requests-${fifo ? 'FIFO-' : ''}Tier1`;
    return [
      metered(priceable, {
        key: 'monthlyRequests',
        component: fifo === true ? 'FIFO requests' : 'Requests',
        unit: '1M requests',
        price,
        per: 1_000_000,
      }),
    ];
  },
};
