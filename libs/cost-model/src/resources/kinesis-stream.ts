import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** Hours of history that are free. */
const FREE_HOURS = 24;
/** Hours of history with a price by shard and hour; older records have one by GB. */
const EXTENDED_HOURS = 168;

/** @see https://aws.amazon.com/kinesis/data-streams/pricing/ */
export const kinesisStream: PricedType = {
  type: 'AWS::Kinesis::Stream',
  usage: {
    monthlyPutUnits: { unit: 'units', what: 'written to shards: one for each 25 KB of a record' },
    monthlyDataIngestedGb: { unit: 'GB', what: 'written, on-demand mode' },
    monthlyDataRetrievedGb: { unit: 'GB', what: 'read, on-demand mode' },
    extendedStorageGb: { unit: 'GB', what: 'kept for one to seven days, on-demand mode' },
    longTermStorageGb: { unit: 'GB', what: 'kept for more than seven days' },
  },
  charges: (priceable) => {
    const mode = priceable.resource.text('StreamModeDetails.StreamMode', 'PROVISIONED');
    return [...(mode === 'ON_DEMAND' ? onDemand(priceable) : provisioned(priceable)), ...longTerm(priceable)];
  },
};

function provisioned(priceable: Priceable): Component[] {
  const shards = priceable.resource.number('ShardCount', 1);
  const retention = priceable.resource.number('RetentionPeriodHours', FREE_HOURS);
  const hours = shards?.times(HOURS_A_MONTH);
  const isExtended = retention === undefined || retention.gt(FREE_HOURS);
  return [
    charge('Shard hours', 'hours', hours, 'AmazonKinesis/Storage-ShardHour', { unresolved: 'ShardCount' }),
    metered(priceable, {
      key: 'monthlyPutUnits',
      component: 'PUT payload units',
      unit: '1M units',
      price: 'AmazonKinesis/PutRequestPayloadUnits',
      per: 1_000_000,
    }),
    ...(isExtended
      ? [charge('Extended retention', 'hours', hours, 'AmazonKinesis/Extended-ShardHour', { unresolved: 'ShardCount' })]
      : []),
  ];
}

function onDemand(priceable: Priceable): Component[] {
  const retention = priceable.resource.number('RetentionPeriodHours', FREE_HOURS);
  const isExtended = retention === undefined || retention.gt(FREE_HOURS);
  return [
    charge('Stream hours', 'hours', HOURS_A_MONTH, 'AmazonKinesis/OnDemand-StreamHour'),
    metered(priceable, {
      key: 'monthlyDataIngestedGb',
      component: 'Data ingested',
      unit: 'GB',
      price: 'AmazonKinesis/OnDemand-BilledIncomingBytes',
    }),
    metered(priceable, {
      key: 'monthlyDataRetrievedGb',
      component: 'Data retrieved',
      unit: 'GB',
      price: 'AmazonKinesis/OnDemand-BilledOutgoingBytes',
    }),
    ...(isExtended
      ? [
          metered(priceable, {
            key: 'extendedStorageGb',
            component: 'Extended retention',
            unit: 'GB',
            price: 'AmazonKinesis/OnDemand-ExtendedRetention-ByteHrs',
          }),
        ]
      : []),
  ];
}

function longTerm(priceable: Priceable): Component[] {
  const retention = priceable.resource.number('RetentionPeriodHours', FREE_HOURS);
  if (retention?.lte(EXTENDED_HOURS) === true) return [];
  const price = 'AmazonKinesis/LongTermRetention-ByteHrs';
  return [metered(priceable, { key: 'longTermStorageGb', component: 'Long-term retention', unit: 'GB', price })];
}
