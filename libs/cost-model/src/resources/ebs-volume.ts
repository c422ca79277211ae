import { magneticRequests, MAGNETIC_USAGE, performanceCharges, volumePrice } from './ebs-disks';
import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/ebs/pricing/ */
export const ebsVolume: PricedType = {
  type: 'AWS::EC2::Volume',
  usage: MAGNETIC_USAGE,
  charges: (priceable) => {
    const { resource } = priceable;
    const type = resource.text('VolumeType', 'gp2');
    const sizeGb = resource.number('Size', undefined);
    return [
      charge(`Volume (${type ?? 'type not known'})`, 'GB', sizeGb, type && volumePrice(type), { unresolved: 'Size' }),
      ...performanceCharges({
        type,
        sizeGb,
        iops: resource.number('Iops', 0),
        throughputMiBps: resource.number('Throughput', 0),
      }),
      ...magneticRequests(priceable, [type]),
    ];
  },
};
