import { holesIn, isMap, type Value } from '../template/value';
import { scaleRange, flat } from '../exact';
import type { Range } from '../estimate-types';
import { HOURS_A_MONTH } from '../hours';
import { charge, type Component } from './priced-type';

/**
 * Addresses of a list that no resource of these templates declares: an Elastic IP that does is charged there, and one from
 * elsewhere, such as `eipalloc-1` or a parameter, here.
 */
export function addressesFromElsewhere(allocationIds: readonly (Value | undefined)[]): number {
  return allocationIds.filter(
    (id) => id === undefined || holesIn(id).every(({ references }) => references.length === 0),
  ).length;
}

/**
 * Whether an instance with these network interfaces has a public address where its subnet gives one: with none, or with one
 * that is made with the instance and does not say. An interface that exists already brings its own addresses.
 */
export function followsSubnet(interfaces: readonly Value[]): boolean {
  const [first] = interfaces;
  if (first === undefined) return true;
  if (interfaces.length > 1 || !isMap(first)) return false;
  return first['AssociatePublicIpAddress'] === undefined && first['NetworkInterfaceId'] === undefined;
}

/**
 * Public IPv4 addresses in use, attached or not: AWS charges each since February 2024.
 *
 * @see https://aws.amazon.com/vpc/pricing/ (Public IPv4 addresses)
 */
export function publicIpv4(addresses: number | Range | undefined, assumption?: string): Component {
  const range = typeof addresses === 'number' ? flat(addresses) : addresses;
  const hours = range && scaleRange(range, HOURS_A_MONTH);
  return charge('Public IPv4 addresses', 'hours', hours, 'AmazonVPC/PublicIPv4:InUseAddress', {
    ...(assumption !== undefined && { assumption }),
  });
}
