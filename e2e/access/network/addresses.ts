// IPv4 addresses as numbers.

/** All addresses between two, both of them included. */
export interface Block {
  readonly first: number;
  readonly last: number;
}

/** The addresses of a text such as `10.0.0.0/16`. @throws Error for anything else */
export function blockOf(cidr: string): Block {
  const [, address = '', bits = '32'] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(cidr) ?? [];
  if (address === '') throw new Error(`${cidr} is no block of IPv4 addresses`);
  const size = 2 ** (32 - Number(bits));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

export function isIn({ first, last }: Block, address: number): boolean {
  return first <= address && address <= last;
}

export function addressWords(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Addresses that are used for no host of the internet: private, shared, local, multicast, and reserved ones (RFC 6890). */
const NOT_PUBLIC = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
].map(blockOf);

export function isPublic(address: number): boolean {
  return !NOT_PUBLIC.some((block) => isIn(block, address));
}
