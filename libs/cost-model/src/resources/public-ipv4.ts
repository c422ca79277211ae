import { scaleRange, flat } from '../exact';
import type { Range } from '../estimate-types';
import { HOURS_A_MONTH } from '../hours';
import { charge, type Component } from './priced-type';

/**
 * Public IPv4 addresses in use, attached or not: AWS charges each since February 2024.
 *
 * @see https://aws.amazon.com/vpc/pricing/ (Public IPv4 addresses)
 */
export function publicIpv4(addresses: number | Range, assumption?: string): Component {
  const range = typeof addresses === 'number' ? flat(addresses) : addresses;
  const hours = scaleRange(range, HOURS_A_MONTH);
  return charge('Public IPv4 addresses', 'hours', hours, 'AmazonVPC/PublicIPv4:InUseAddress', {
    ...(assumption !== undefined && { assumption }),
  });
}
