import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { addressesFromElsewhere, publicIpv4 } from './public-ipv4';

/** @see https://aws.amazon.com/vpc/pricing/ (NAT gateway) */
export const natGateway: PricedType = {
  type: 'AWS::EC2::NatGateway',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that pass through the gateway, both ways' } },
  charges: (priceable) => [
    charge('NAT gateway hours', 'hours', HOURS_A_MONTH, 'AmazonEC2/NatGateway-Hours'),
    metered(priceable, {
      key: 'monthlyDataProcessedGb',
      component: 'Data processed',
      unit: 'GB',
      price: 'AmazonEC2/NatGateway-Bytes',
    }),
    ...addresses(priceable),
  ],
};

/** A public gateway has one address, and each secondary one. An address of the same templates is charged there. */
function addresses({ resource, target }: Priceable): Component[] {
  if (resource.text('ConnectivityType', 'public') === 'private') return [];
  const first = target('AllocationId') === undefined ? 1 : 0;
  const secondary = resource.list('SecondaryAllocationIds');
  const count = secondary && first + addressesFromElsewhere(secondary);
  return count === 0 ? [] : [publicIpv4(count)];
}
