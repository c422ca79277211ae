import type { PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

/** An address costs the same whether something uses it or not. @see https://aws.amazon.com/vpc/pricing/ */
export const elasticIp: PricedType = {
  type: 'AWS::EC2::EIP',
  charges: ({ resource }) =>
    resource.text('PublicIpv4Pool') === ''
      ? [publicIpv4(1)]
      : { free: 'An address from a range of your own (BYOIP) is not charged.' },
};
