import { overlap, rangeOfCidr } from './cidr';
import type { AddressRange } from './cidr';

/**
 * Addresses that no host of the internet has: IANA IPv4 and IPv6 Special-Purpose Address Registries, and multicast (RFC 5771, RFC 4291).
 */
const NOT_PUBLIC: readonly AddressRange[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['224.0.0.0/4', '240.0.0.0/4', '::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
].flatMap((cidr) => rangeOfCidr(cidr) ?? []);

/** Whether all addresses of the second range are in the first. */
export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** A range in parts, each of which is inside or outside of every one of some other ranges. */
export function partsBy(range: AddressRange, others: readonly AddressRange[]): AddressRange[] {
  const cuts = others
    .filter((other) => overlap(range, other))
    .flatMap(({ first, last }) => [first, last + 1n])
    .filter((start) => start > range.first && start <= range.last)
    .sort((a, b) => (a < b ? -1 : 1));
  const starts = [...new Set([range.first, ...cuts])];
  return starts.map((first, index) => ({
    family: range.family,
    first,
    last: (starts[index + 1] ?? range.last + 1n) - 1n,
  }));
}

/** The same range is asked about for every end behind a rule or a route. */
const PUBLIC_PARTS = new WeakMap<AddressRange, readonly AddressRange[]>();

/** The parts of a range that hosts of the internet may have. */
export function publicPartsOf(range: AddressRange): readonly AddressRange[] {
  const known =
    PUBLIC_PARTS.get(range) ??
    partsBy(range, NOT_PUBLIC).filter((part) => !NOT_PUBLIC.some((each) => covers(each, part)));
  PUBLIC_PARTS.set(range, known);
  return known;
}
