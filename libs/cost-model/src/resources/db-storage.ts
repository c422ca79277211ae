import { groupedDigits } from '@careplane/problems';
import { lookUp } from './look-up';
import type { Range, Exact } from '../estimate-types';
import { exact, flat } from '../exact';
import type { TemplateResource } from '../template/resource';
import { charge, type Component, type Priceable } from './priced-type';

const KINDS: Readonly<Record<string, { usageType: string; name: string }>> = {
  gp2: { usageType: 'GP2-Storage', name: 'general purpose SSD, gp2' },
  gp3: { usageType: 'GP3-Storage', name: 'general purpose SSD, gp3' },
  io1: { usageType: 'PIOPS-Storage', name: 'provisioned IOPS SSD, io1' },
  io2: { usageType: 'PIOPS-Storage', name: 'provisioned IOPS SSD, io2' },
  standard: { usageType: 'StorageUsage', name: 'magnetic' },
};

/** Least storage and IOPS of provisioned-IOPS volumes, which are charged even when less is asked for. */
const PROVISIONED_LEAST = { storageGb: 100, iops: 1000 };
const LEAST_GB = 20;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, https://aws.amazon.com/rds/pricing/ */
export function storageCharges(priceable: Priceable, engine: string, multiAz: boolean | undefined): Component[] {
  const { resource } = priceable;
  const asked = resource.text('StorageType', resource.value('Iops') === undefined ? 'gp2' : 'io1');
  const kind = lookUp(KINDS, asked);
  const zones = multiAz === true ? 'Multi-AZ-' : '';
  const price = (usageType: string | undefined) =>
    multiAz === undefined || usageType === undefined ? undefined : `AmazonRDS/RDS:${zones}${usageType}`;
  const sizeGb = sizeOf(priceable, asked === 'io1' || asked === 'io2' ? PROVISIONED_LEAST.storageGb : LEAST_GB);
  const iops = resource.number('Iops', 0);
  return [
    charge(`Storage (${kind?.name ?? 'kind not known'})`, 'GB', sizeGb?.range, price(kind?.usageType), {
      unresolved: 'AllocatedStorage',
      ...(sizeGb?.assumption !== undefined && { assumption: sizeGb.assumption }),
    }),
    ...(asked === 'io1' || asked === 'io2' ? [provisionedIops(iops, price('PIOPS'))] : []),
    ...(asked === 'gp3' ? gp3Extras(priceable, sizeGb?.range.expected, iops, engine, price) : []),
    ...(asked === 'standard'
      ? [
          charge('I/O requests', '1M requests', priceable.usage('monthlyIoRequests'), price('StorageIOUsage'), {
            per: 1_000_000,
            usageKey: 'monthlyIoRequests',
          }),
        ]
      : []),
  ];
}

/** Storage grows up to a maximum where one is set: that is the high case. */
function sizeOf(priceable: Priceable, least: number): { range: Range; assumption?: string } | undefined {
  const resource = storageOwner(priceable);
  const missing = resource.value('AllocatedStorage') === undefined;
  if (missing && isCopy(resource)) return undefined;
  const allocated = resource.number('AllocatedStorage', least);
  const maximum = resource.number('MaxAllocatedStorage', 0);
  if (allocated === undefined || maximum === undefined) return undefined;
  const now = allocated.lt(least) ? exact(least) : allocated;
  const high = maximum.gt(now) ? maximum : now;
  const sentences = [
    ...(missing || allocated.lt(least) ? [`${least} GB, the minimum.`] : []),
    ...(high.gt(now) ? [`High: the maximum of ${high.toString()} GB.`] : []),
  ];
  const range = high.eq(now) ? flat(now) : { low: now, expected: now, high };
  return { range, ...(sentences.length > 0 && { assumption: sentences.join(' ') }) };
}

/** What a database is made from. Its storage is that of the snapshot or source, which is not in these templates. */
const COPIED_FROM = [
  'DBSnapshotIdentifier',
  'DBClusterSnapshotIdentifier',
  'SourceDBInstanceIdentifier',
  'SourceDBClusterIdentifier',
  'SourceDBInstanceAutomatedBackupsArn',
  'SourceDbiResourceId',
];

function isCopy(resource: TemplateResource): boolean {
  return COPIED_FROM.some((property) => (resource.value(property) ?? '') !== '');
}

/** A replica without storage settings has those of its source. */
function storageOwner({ resource, target }: Priceable): TemplateResource {
  if (resource.value('AllocatedStorage') !== undefined) return resource;
  return target('SourceDBInstanceIdentifier') ?? resource;
}

function provisionedIops(iops: Exact | undefined, price: string | undefined): Component {
  const least = PROVISIONED_LEAST.iops;
  return charge('Provisioned IOPS', 'IOPS', iops && (iops.lt(least) ? least : iops), price, {
    unresolved: 'Iops',
    ...(iops?.lt(least) === true && { assumption: `${least} IOPS, the minimum.` }),
  });
}

/** Size from which RDS stripes a gp3 volume. SQL Server's volumes are never striped. */
function stripedFromGb(engine: string): number {
  if (engine.startsWith('oracle')) return 200;
  return engine.startsWith('sqlserver') ? Infinity : 400;
}

/** gp3 has 3,000 IOPS and 125 MB/s inside; from a size on that depends on the engine, 12,000 and 500. */
function gp3Extras(
  { resource }: Priceable,
  sizeGb: Exact | undefined,
  iops: Exact | undefined,
  engine: string,
  price: (usageType: string) => string | undefined,
): Component[] {
  if (sizeGb === undefined || iops === undefined) return [];
  const striped = sizeGb.gte(stripedFromGb(engine));
  const [iopsInside, throughputInside] = striped ? [12_000, 500] : [3000, 125];
  const throughput = resource.number('StorageThroughput', 0);
  return [
    ...(iops.gt(iopsInside)
      ? [
          charge(
            `Provisioned IOPS (above ${groupedDigits(iopsInside)})`,
            'IOPS',
            iops.minus(iopsInside),
            price('GP3-PIOPS'),
          ),
        ]
      : []),
    ...(throughput?.gt(throughputInside) === true
      ? [
          charge(
            `Throughput (above ${throughputInside} MB/s)`,
            'MB/s',
            throughput.minus(throughputInside),
            price('GP3-Throughput'),
          ),
        ]
      : []),
  ];
}
