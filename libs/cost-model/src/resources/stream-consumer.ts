import { scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** A consumer with a throughput of its own is charged for each shard of the stream and for what it reads; on demand for the latter alone. @see https://aws.amazon.com/kinesis/data-streams/pricing/ (enhanced fan-out) */
export const streamConsumer: PricedType = {
  type: 'AWS::Kinesis::StreamConsumer',
  usage: {
    shards: { unit: 'shards', what: 'of the stream, where the template does not say' },
    monthlyDataRetrievedGb: { unit: 'GB', what: 'that the consumer reads' },
  },
  charges: (priceable) => {
    const stream = priceable.target('StreamARN');
    const retrieved = { key: 'monthlyDataRetrievedGb', component: 'Data retrieved by the consumer', unit: 'GB' };
    if (stream?.text('StreamModeDetails.StreamMode', 'PROVISIONED') === 'ON_DEMAND') {
      return [metered(priceable, { ...retrieved, price: 'AmazonKinesis/OnDemand-EnhancedFanoutBytes' })];
    }
    const shards = stream?.number('ShardCount', 1);
    const given = priceable.usage('shards');
    const hours = shards?.times(HOURS_A_MONTH) ?? (given && scaleRange(given, HOURS_A_MONTH));
    return [
      charge('Consumer shard hours', 'hours', hours, 'AmazonKinesis/EnhancedFanoutHour', { usageKey: 'shards' }),
      metered(priceable, { ...retrieved, price: 'AmazonKinesis/EnhancedFanoutBytes' }),
    ];
  },
};
