import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/**
 * A consumer with enhanced fan-out: by shard and hour, and by what it reads; in on-demand mode by what it reads alone.
 *
 * @see https://aws.amazon.com/kinesis/data-streams/pricing/
 */
export const streamConsumer: PricedType = {
  type: 'AWS::Kinesis::StreamConsumer',
  usage: { monthlyDataRetrievedGb: { unit: 'GB', what: 'that the consumer reads' } },
  charges: (priceable) => {
    const stream = priceable.target('StreamARN');
    const mode = stream?.text('StreamModeDetails.StreamMode', 'PROVISIONED');
    const isOnDemand = mode === 'ON_DEMAND';
    const hours = stream?.number('ShardCount', 1)?.times(HOURS_A_MONTH);
    const read = metered(priceable, {
      key: 'monthlyDataRetrievedGb',
      component: 'Data read by enhanced fan-out',
      unit: 'GB',
      price: mode && `AmazonKinesis/${isOnDemand ? 'OnDemand-BilledOutgoingEFOBytes' : 'ReadBytes-EFO'}`,
    });
    if (isOnDemand) return [read];
    const more = { unresolved: 'The stream, or the number of its shards,' };
    return [charge('Consumer hours of shards', 'hours', hours, 'AmazonKinesis/EnhancedFanoutHour', more), read];
  },
};
