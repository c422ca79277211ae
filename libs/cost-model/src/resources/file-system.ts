import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** Gigabytes in the standard class that bring a MiB of throughput a second. */
const GB_FOR_A_MIB_A_SECOND = 20;

/** @see https://aws.amazon.com/efs/pricing/ */
export const fileSystem: PricedType = {
  type: 'AWS::EFS::FileSystem',
  usage: {
    storageGb: { unit: 'GB', what: 'in the standard class, on average' },
    infrequentAccessStorageGb: { unit: 'GB', what: 'in the infrequent access class, on average' },
    monthlyInfrequentAccessReadGb: { unit: 'GB', what: 'read from the infrequent access class' },
    archiveStorageGb: { unit: 'GB', what: 'in the archive class, on average' },
    monthlyArchiveReadGb: { unit: 'GB', what: 'read from the archive class' },
    monthlyElasticReadGb: { unit: 'GB', what: 'read with elastic throughput' },
    monthlyElasticWrittenGb: { unit: 'GB', what: 'written with elastic throughput' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const oneZone = resource.text('AvailabilityZoneName') === '' ? '' : '-Z';
    const throughput = resource.text('ThroughputMode', 'bursting');
    const policies = resource.list('LifecyclePolicies') ?? [];
    const tiered = policies.length > 0;
    const archived = JSON.stringify(policies).includes('"TransitionToArchive"');
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
      ...(archived ? archive(priceable) : []),
      ...(throughput === 'provisioned' || throughput === undefined ? [provisionedThroughput(priceable)] : []),
      ...(throughput === 'elastic' ? elasticThroughput(priceable) : []),
    ];
  },
};

function archive(priceable: Priceable): Component[] {
  const charged = (key: string, component: string, usageType: string) =>
    metered(priceable, { key, component, unit: 'GB', price: `AmazonEFS/${usageType}` });
  return [
    charged('archiveStorageGb', 'Storage (archive)', 'ArchiveTimedStorage-ET-ByteHrs'),
    charged('monthlyArchiveReadGb', 'Reads (archive)', 'ArchiveDataAccess-Read-Bytes'),
  ];
}

/** Provisioned throughput is charged above what the storage brings by itself. */
function provisionedThroughput({ resource, usage }: Priceable): Component {
  const asked = resource.number('ProvisionedThroughputInMibps', undefined);
  const stored = usage('storageGb');
  const above = (storageGb: Exact) => {
    const more = asked?.minus(storageGb.div(GB_FOR_A_MIB_A_SECOND));
    return more?.gt(0) === true ? more : exact(0);
  };
  // The more is stored, the less throughput is charged.
  const charged = stored && { low: above(stored.high), expected: above(stored.expected), high: above(stored.low) };
  const assumption =
    stored === undefined
      ? `All of it; storage brings 1 MiB/s for each ${GB_FOR_A_MIB_A_SECOND} GB (storageGb).`
      : undefined;
  return charge('Provisioned throughput', 'MiB/s', asked && (charged ?? asked), 'AmazonEFS/ProvisionedTP-MiBpsHrs', {
    unresolved: 'ProvisionedThroughputInMibps',
    ...(assumption !== undefined && { assumption }),
  });
}

/** Elastic throughput is charged by the bytes that are read and written, whatever their class. */
function elasticThroughput(priceable: Priceable): Component[] {
  const moved = (key: string, component: string, access: string) =>
    metered(priceable, { key, component, unit: 'GB', price: `AmazonEFS/ETDataAccess-Bytes/${access}` });
  return [
    moved('monthlyElasticReadGb', 'Reads (elastic throughput)', 'Read'),
    moved('monthlyElasticWrittenGb', 'Writes (elastic throughput)', 'Write'),
  ];
}
