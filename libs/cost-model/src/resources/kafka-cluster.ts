import { scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';
import { scalableTarget, scaledAmount } from './scalable-target';

/** Gigabytes of each broker, where the template does not say. */
const DEFAULT_GB = 1000;

/** @see https://aws.amazon.com/msk/pricing/ */
export const kafkaCluster: PricedType = {
  type: 'AWS::MSK::Cluster',
  charges: (priceable) => {
    const { resource } = priceable;
    const brokers = resource.number('NumberOfBrokerNodes', undefined);
    const instance = resource.text('BrokerNodeGroupInfo.InstanceType');
    const declared = resource.number('BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo.VolumeSize', DEFAULT_GB);
    const size = scaledAmount(declared, scalableTarget(priceable, 'kafka:broker-storage:VolumeSize'));
    return [
      charge(
        `Brokers (${instance ?? 'type not known'})`,
        'hours',
        brokers?.times(HOURS_A_MONTH),
        instance && `AmazonMSK/${instance.replace(/^kafka/, 'Kafka')}`,
        { unresolved: 'NumberOfBrokerNodes' },
      ),
      charge('Storage', 'GB', brokers && size && scaleRange(size, brokers), 'AmazonMSK/Kafka.Storage.GP2', {
        unresolved: 'NumberOfBrokerNodes',
      }),
    ];
  },
};

/** @see https://aws.amazon.com/msk/pricing/ (MSK Serverless) */
export const kafkaServerlessCluster: PricedType = {
  type: 'AWS::MSK::ServerlessCluster',
  usage: {
    partitions: { unit: 'partitions', what: 'of all topics, on average' },
    monthlyDataInGb: { unit: 'GB', what: 'that producers write' },
    monthlyDataOutGb: { unit: 'GB', what: 'that consumers read' },
    storageGb: { unit: 'GB', what: 'that is kept, on average' },
  },
  charges: (priceable) => {
    const partitions = priceable.usage('partitions');
    return [
      charge('Cluster', 'hours', HOURS_A_MONTH, 'AmazonMSK/Serverless-ClusterHours'),
      charge(
        'Partitions',
        'hours',
        partitions && scaleRange(partitions, HOURS_A_MONTH),
        'AmazonMSK/Serverless-PartitionHours',
        { usageKey: 'partitions' },
      ),
      ...(
        [
          ['monthlyDataInGb', 'Data in', 'Serverless-DataIn'],
          ['monthlyDataOutGb', 'Data out', 'Serverless-DataOut'],
          ['storageGb', 'Storage', 'Serverless-Storage'],
        ] as const
      ).map(([key, component, usageType]) =>
        metered(priceable, { key, component, unit: 'GB', price: `AmazonMSK/${usageType}` }),
      ),
    ];
  },
};
