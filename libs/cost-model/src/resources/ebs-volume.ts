import { lookUp } from './look-up';
import { charge, type PricedType } from './priced-type';

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

/** IOPS that come with a gp3 volume. */
const GP3_IOPS = 3000;

/** Usage types of provisioned IOPS, by volume type. */
const PROVISIONED_IOPS: Readonly<Record<string, string>> = { gp3: 'VolumeP-IOPS.gp3', io1: 'VolumeP-IOPS.piops' };

/** @see https://aws.amazon.com/ebs/pricing/ */
export const ebsVolume: PricedType = {
  type: 'AWS::EC2::Volume',
  charges: ({ resource }) => {
    const type = resource.text('VolumeType', 'gp2');
    const iops = resource.number('Iops', 0);
    const inside = type === 'gp3' ? GP3_IOPS : 0;
    const provisioned = type === undefined ? undefined : lookUp(PROVISIONED_IOPS, type);
    return [
      charge(
        `Volume (${type ?? 'type not known'})`,
        'GB',
        resource.number('Size', undefined),
        type && volumePrice(type),
        {
          unresolved: 'Size',
        },
      ),
      ...(iops?.gt(inside) === true && type !== 'gp2'
        ? [charge('Provisioned IOPS', 'IOPS', iops.minus(inside), provisioned && `AmazonEC2/EBS:${provisioned}`)]
        : []),
    ];
  },
};
