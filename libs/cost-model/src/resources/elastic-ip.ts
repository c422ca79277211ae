import type { PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

/** AWS's own addresses, by the names of their pool. */
const OF_AWS = ['', 'amazon'];

/** An address costs the same whether something uses it or not. @see https://aws.amazon.com/vpc/pricing/ */
export const elasticIp: PricedType = {
  type: 'AWS::EC2::EIP',
  charges: ({ resource }) => {
    const pool = resource.text('PublicIpv4Pool');
    if (pool === undefined) return [publicIpv4(1, 'An address of AWS; one from a range of your own is not charged.')];
    return OF_AWS.includes(pool)
      ? [publicIpv4(1)]
      : { free: 'An address from a range of your own (BYOIP) is not charged.' };
  },
};
