import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

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
    // An address of the same templates is charged there.
    ...(isPrivate(priceable) || priceable.target('AllocationId') !== undefined ? [] : [publicIpv4(1)]),
  ],
};

function isPrivate({ resource }: Parameters<PricedType['charges']>[0]): boolean {
  return resource.text('ConnectivityType', 'public') === 'private';
}
