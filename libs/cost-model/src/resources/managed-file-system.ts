import { exact, flat } from '../exact';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** SSD IOPS that come with each GB of an OpenZFS file system. */
const IOPS_PER_GB = 3;

/** @see https://aws.amazon.com/fsx/windows/pricing/, https://aws.amazon.com/fsx/openzfs/pricing/, https://aws.amazon.com/fsx/lustre/pricing/ */
export const managedFileSystem: PricedType = {
  type: 'AWS::FSx::FileSystem',
  usage: { backupStorageGb: { unit: 'GB', what: 'of backups, on average' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const kind = resource.text('FileSystemType');
    const disk = resource.text('StorageType', 'SSD');
    const place = deployment(priceable, kind);
    const known = kind && disk && place;
    const size = resource.number('StorageCapacity', undefined);
    return [
      charge(
        `Storage (${kind ?? 'type not known'}, ${disk ?? 'disk not known'}, ${place ?? 'deployment not known'})`,
        'GB',
        size,
        known && `AmazonFSx/Storage:${kind.toLowerCase()}/${place}/${disk}`,
        { unresolved: 'StorageCapacity' },
      ),
      ...throughput(priceable, kind, place),
      ...(kind === 'OPENZFS' ? iops(priceable) : []),
      metered(priceable, {
        key: 'backupStorageGb',
        component: 'Backups',
        unit: 'GB',
        price: kind && `AmazonFSx/BackupUsage:${kind.toLowerCase()}`,
      }),
    ];
  },
};

const CONFIGURATIONS: Readonly<Record<string, readonly [path: string, otherwise: string]>> = {
  WINDOWS: ['WindowsConfiguration', 'SINGLE_AZ_1'],
  OPENZFS: ['OpenZFSConfiguration', 'SINGLE_AZ_1'],
  ONTAP: ['OntapConfiguration', 'MULTI_AZ_1'],
  LUSTRE: ['LustreConfiguration', 'SCRATCH_1'],
};

/** Lustre is charged by the throughput of each TB, the others by their zones. */
function deployment({ resource }: Priceable, kind: string | undefined): string | undefined {
  const [path, otherwise] = CONFIGURATIONS[kind ?? ''] ?? [];
  if (path === undefined || otherwise === undefined) return undefined;
  const type = resource.text(`${path}.DeploymentType`, otherwise);
  if (kind !== 'LUSTRE' || type?.startsWith('PERSISTENT') !== true) return type;
  const perTb = resource.number(`${path}.PerUnitStorageThroughput`, undefined);
  return perTb && `${type}-${String(perTb)}`;
}

/** Throughput is part of what the storage of Lustre costs. */
function throughput({ resource }: Priceable, kind: string | undefined, place: string | undefined): Component[] {
  const [path] = CONFIGURATIONS[kind ?? ''] ?? [];
  if (path === undefined || kind === undefined || kind === 'LUSTRE') return [];
  return [
    charge(
      'Throughput capacity',
      'MB/s',
      resource.number(`${path}.ThroughputCapacity`, undefined),
      place && `AmazonFSx/ThroughputCapacity:${kind.toLowerCase()}/${place}`,
      { unresolved: `${path}.ThroughputCapacity` },
    ),
  ];
}

/** Provisioned IOPS above those that come with the storage. */
function iops({ resource }: Priceable): Component[] {
  const mode = resource.text('OpenZFSConfiguration.DiskIopsConfiguration.Mode', 'AUTOMATIC');
  if (mode === 'AUTOMATIC') return [];
  const asked = resource.number('OpenZFSConfiguration.DiskIopsConfiguration.Iops', undefined);
  const included = resource.number('StorageCapacity', undefined)?.times(IOPS_PER_GB);
  const more = asked && included && asked.minus(included);
  const quantity = more?.lt(0) === true ? exact(0) : more;
  return [
    charge('Provisioned IOPS', 'IOPS', quantity && flat(quantity), 'AmazonFSx/ProvisionedIOPS:openzfs', {
      unresolved: 'OpenZFSConfiguration.DiskIopsConfiguration.Iops',
    }),
  ];
}
