import { scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/**
 * A consumer with enhanced fan-out: by shard and hour, and by what it reads; in on-demand mode by what it reads alone.
 *
 * @see https://aws.amazon.com/kinesis/data-streams/pricing/
 */
export const streamConsumer: PricedType = {
  type: 'AWS::Kinesis::StreamConsumer',
  usage: {
    shards: { unit: 'shards', what: 'of the stream, where the template does not say' },
    monthlyDataRetrievedGb: { unit: 'GB', what: 'that the consumer reads' },
  },
  charges: (priceable) => {
    const stream = priceable.target('StreamARN');
    const isOnDemand = stream?.text('StreamModeDetails.StreamMode', 'PROVISIONED') === 'ON_DEMAND';
    const read = metered(priceable, {
      key: 'monthlyDataRetrievedGb',
      component: 'Data read by enhanced fan-out',
      unit: 'GB',
      price: `AmazonKinesis/${isOnDemand ? 'OnDemand-BilledOutgoingEFOBytes' : 'ReadBytes-EFO'}`,
    });
    if (isOnDemand) return [read];
    const shards = stream?.number('ShardCount', 1);
    const given = priceable.usage('shards');
    const hours = shards?.times(HOURS_A_MONTH) ?? (given && scaleRange(given, HOURS_A_MONTH));
    return [
      charge('Consumer hours of shards', 'hours', hours, 'AmazonKinesis/EnhancedFanoutHour', { usageKey: 'shards' }),
      read,
    ];
  },
};
