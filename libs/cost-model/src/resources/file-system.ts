import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/efs/pricing/ */
export const fileSystem: PricedType = {
  type: 'AWS::EFS::FileSystem',
  usage: {
    storageGb: { unit: 'GB', what: 'in the standard class, on average' },
    infrequentAccessStorageGb: { unit: 'GB', what: 'in the infrequent access class, on average' },
    monthlyInfrequentAccessReadGb: { unit: 'GB', what: 'read from the infrequent access class' },
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
              price: `AmazonEFS/IATimedStorage${oneZone}-ByteHrs`,
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
    ];
  },
};
