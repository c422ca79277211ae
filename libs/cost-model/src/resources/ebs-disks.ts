import { exact, flat } from '../exact';
import type { Exact } from '../estimate-types';
import { isMap, type Value } from '../template/value';
import { lookUp } from './look-up';
import { charge, metered, type Component, type Priceable } from './priced-type';

const USAGE_TYPES: Readonly<Record<string, string>> = {
  gp2: 'VolumeUsage.gp2',
  gp3: 'VolumeUsage.gp3',
  io1: 'VolumeUsage.piops',
  io2: 'VolumeUsage.io2',
  st1: 'VolumeUsage.st1',
  sc1: 'VolumeUsage.sc1',
  standard: 'VolumeUsage',
};

/** Price of a GB of a volume type; undefined for a type that is not known here. */
export function volumePrice(type: string): string | undefined {
  const usageType = lookUp(USAGE_TYPES, type);
  return usageType && `AmazonEC2/EBS:${usageType}`;
}

/** The usage key of what can have magnetic volumes. */
export const MAGNETIC_USAGE = { monthlyIoRequests: { unit: 'requests', what: 'to magnetic volumes (standard)' } };

/** Magnetic volumes are charged by request as well. @see https://aws.amazon.com/ebs/previous-generation/ */
export function magneticRequests(priceable: Priceable, types: readonly (string | undefined)[]): Component[] {
  if (!types.includes('standard')) return [];
  const component = 'I/O requests (magnetic)';
  const price = 'AmazonEC2/EBS:VolumeIOUsage';
  return [metered(priceable, { key: 'monthlyIoRequests', component, unit: '1M requests', per: 1_000_000, price })];
}

/** Gigabytes of the image of Amazon Linux, for a volume whose size the template does not give. */
export const IMAGE_GB = 8;

/** What comes with a gp3 volume. */
const GP3_INCLUDED = { iops: 3000, throughputMiBps: 125 };

/** Usage types of provisioned IOPS, by volume type. */
const PROVISIONED_IOPS: Readonly<Record<string, string>> = {
  gp3: 'VolumeP-IOPS.gp3',
  io1: 'VolumeP-IOPS.piops',
  io2: 'VolumeP-IOPS.io2',
};

/** What a volume of a template asks for. Undefined: known only at deployment. */
export interface Disk {
  readonly type: string | undefined;
  readonly sizeGb: Exact | undefined;
  /** The template gives no size: that of the image or snapshot counts. @default false */
  readonly isSizeOfImage?: boolean;
  readonly iops: Exact | undefined;
  readonly throughputMiBps: Exact | undefined;
  /** Its device is one that no image has its root volume on, such as `/dev/sdf`. @default false */
  readonly isData?: boolean;
}

/** Devices of volumes beside the root volume. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html */
const DATA_DEVICE = /^\/dev\/(sd[b-z]|xvd[b-z]|xvd[a-d][a-z])\d*$/;

/**
 * IOPS and throughput above what comes with a volume. The price of io2 has tiers, for each volume by itself.
 *
 * @see https://aws.amazon.com/ebs/pricing/
 */
export function performanceCharges({ type, iops, throughputMiBps }: Disk): Component[] {
  const usageType = lookUp(PROVISIONED_IOPS, type);
  const gp3 = type === 'gp3';
  const included = gp3 ? GP3_INCLUDED.iops : 0;
  // gp2 and the magnetic types have no IOPS of their own to pay for.
  const asked = usageType === undefined && type !== undefined ? exact(0) : iops;
  const throughput = gp3 ? throughputMiBps : exact(0);
  return [
    ...(asked === undefined || asked.gt(included)
      ? [
          charge('Provisioned IOPS', 'IOPS', asked?.minus(included), usageType && `AmazonEC2/EBS:${usageType}`, {
            unresolved: 'Iops',
            ...(type !== 'gp3' && type !== 'io1' && { tiersOfResource: true }),
          }),
        ]
      : []),
    ...(throughput === undefined || throughput.gt(GP3_INCLUDED.throughputMiBps)
      ? [
          charge(
            `Throughput (above ${GP3_INCLUDED.throughputMiBps} MiB/s)`,
            'MiB/s',
            throughput?.minus(GP3_INCLUDED.throughputMiBps),
            'AmazonEC2/EBS:VolumeP-Throughput.gp3',
            { unresolved: 'Throughput' },
          ),
        ]
      : []),
  ];
}

/**
 * The volumes that the block device mappings of an instance or launch template name.
 *
 * @param imageGb size of a volume whose size is not given
 */
export function disksOf(mappings: readonly Value[], imageGb: number): Disk[] {
  return mappings.flatMap((mapping) => {
    const disk = isMap(mapping) ? mapping['Ebs'] : undefined;
    if (disk === undefined || !isMap(disk)) return [];
    const kind = disk['VolumeType'] ?? 'gp2';
    const number = (key: string, otherwise?: number) => numberOf(disk[key] ?? otherwise);
    return [
      {
        type: typeof kind === 'string' ? kind : undefined,
        sizeGb: number('VolumeSize', imageGb),
        isSizeOfImage: disk['VolumeSize'] === undefined,
        isData: isMap(mapping) && DATA_DEVICE.test(String(mapping['DeviceName'])),
        iops: number('Iops', 0),
        throughputMiBps: number('Throughput', 0),
      },
    ];
  });
}

/**
 * The charges of a volume that starts with an instance.
 *
 * @param size words for a size that the image decides: `the size for Amazon Linux`
 */
export function diskCharges(disk: Disk, size: string): Component[] {
  const gb = disk.sizeGb === undefined ? undefined : flat(disk.sizeGb);
  return [
    charge(`Volume (${disk.type ?? 'type not known'})`, 'GB', gb, disk.type && volumePrice(disk.type), {
      unresolved: 'VolumeSize',
      ...(disk.isSizeOfImage === true && {
        assumption: `${disk.sizeGb?.toString() ?? 'Unknown'} GB, ${size}; the image or snapshot decides.`,
      }),
    }),
    ...performanceCharges(disk),
  ];
}

function numberOf(value: Value | undefined): Exact | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? exact(text) : undefined;
}
