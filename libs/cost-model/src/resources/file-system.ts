import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/efs/pricing/ */
export const fileSystem: PricedType = {
  type: 'AWS::EFS::FileSystem',
  usage: {
    storageGb: { unit: 'GB', what: 'in the standard class, on average' },
    infrequentAccessStorageGb: { unit: 'GB', what: 'in the infrequent access class, on average' },
    monthlyInfrequentAccessReadGb: { unit: 'GB', what: 'read from the infrequent access class' },
    monthlyElasticReadGb: { unit: 'GB', what: 'read with elastic throughput' },
    monthlyElasticWrittenGb: { unit: 'GB', what: 'written with elastic throughput' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const oneZone = resource.text('AvailabilityZoneName') === '' ? '' : '-Z';
    const throughput = resource.text('ThroughputMode', 'bursting');
    const tiered = (resource.list('LifecyclePolicies') ?? []).length > 0;
    return [
      metered(priceable, {
        key: 'storageGb',
        component: 'Storage (standard)',
        unit: 'GB',
        price: `AmazonEFS/TimedStorage${oneZone}-ByteHrs`,
      }),
      ...(tiered
        ? [
            metered(priceable, {
              key: 'infrequentAccessStorageGb',
              component: 'Storage (infrequent access)',
              unit: 'GB',
              price: `AmazonEFS/IATimedStorage${throughput === 'elastic' && oneZone === '' ? '-ET' : oneZone}-ByteHrs`,
            }),
            metered(priceable, {
              key: 'monthlyInfrequentAccessReadGb',
              component: 'Reads (infrequent access)',
              unit: 'GB',
              price: 'AmazonEFS/IADataAccess-Read-Bytes',
            }),
          ]
        : []),
      ...(throughput === 'provisioned' || throughput === undefined
        ? [
            charge(
              'Provisioned throughput',
              'MiB/s',
              resource.number('ProvisionedThroughputInMibps', undefined),
              'AmazonEFS/ProvisionedTP-MiBpsHrs',
              { unresolved: 'ProvisionedThroughputInMibps' },
            ),
          ]
        : []),
      ...(throughput === 'elastic' ? elasticThroughput(priceable) : []),
    ];
  },
};

/** Elastic throughput is charged by the bytes that are read and written, whatever their class. */
function elasticThroughput(priceable: Priceable): Component[] {
  const moved = (key: string, component: string, access: string) =>
    metered(priceable, { key, component, unit: 'GB', price: `AmazonEFS/ETDataAccess-Bytes/${access}` });
  return [
    moved('monthlyElasticReadGb', 'Reads (elastic throughput)', 'Read'),
    moved('monthlyElasticWrittenGb', 'Writes (elastic throughput)', 'Write'),
  ];
}
