import { charge, metered, type PricedType } from './priced-type';
import { volumePrice } from './ebs-disks';

/** The volume of an environment's instance. */
const VOLUME_GB = 10;

/** Cloud9 is free; its instance and its volume are not. @see https://aws.amazon.com/cloud9/pricing/ */
export const cloud9Environment: PricedType = {
  type: 'AWS::Cloud9::EnvironmentEC2',
  usage: { monthlyHours: { unit: 'hours', what: 'that the instance runs; it stops when no one works' } },
  charges: (priceable) => {
    const type = priceable.resource.text('InstanceType');
    return [
      metered(priceable, {
        key: 'monthlyHours',
        component: `Instance (Linux, on-demand, ${type ?? 'type not known'})`,
        unit: 'hours',
        price: type && `AmazonEC2/BoxUsage:${type}`,
      }),
      charge('Volume (gp2)', 'GB', VOLUME_GB, volumePrice('gp2'), {
        assumption: `${VOLUME_GB} GB of gp2, which Cloud9 creates.`,
      }),
    ];
  },
};
