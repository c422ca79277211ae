import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { isMap, type Value } from '../template/value';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';
import { volumePrice } from './ebs-volume';

/** Gigabytes of the root volume of Amazon Linux, where the template does not say. */
const ROOT_GB = 8;

/** @see https://aws.amazon.com/ec2/pricing/on-demand/ */
export const ec2Instance: PricedType = {
  type: 'AWS::EC2::Instance',
  charges: (priceable) => {
    const type = priceable.resource.text('InstanceType', 'm1.small');
    const name = `Instance (Linux, on-demand, ${type ?? 'type not known'})`;
    return [
      charge(name, 'hours', HOURS_A_MONTH, type && `AmazonEC2/BoxUsage:${type}`, {
        assumption: 'Assumes Linux; the image decides.',
      }),
      ...volumes(priceable),
    ];
  },
};

function volumes({ resource }: Priceable): Component[] {
  const disks = (resource.list('BlockDeviceMappings') ?? [])
    .map((mapping) => (isMap(mapping) ? mapping['Ebs'] : undefined))
    .filter((disk): disk is { readonly [key: string]: Value } => disk !== undefined && isMap(disk));
  if (disks.length === 0) {
    const assumption = `${ROOT_GB} GB of gp2, the size for Amazon Linux; the image decides.`;
    return [charge('Root volume (gp2)', 'GB', ROOT_GB, volumePrice('gp2'), { assumption })];
  }
  return disks.map((disk) => {
    const type = typeof disk['VolumeType'] === 'string' ? disk['VolumeType'] : 'gp2';
    const size = Number(disk['VolumeSize']);
    const known = Number.isFinite(size) && size > 0;
    return charge(`Volume (${type})`, 'GB', known ? exact(size) : undefined, volumePrice(type), {
      unresolved: 'VolumeSize',
    });
  });
}
