/**
 * Blocks that Fn::Cidr cuts out of an IPv4 block: `count` of them, each with `hostBits` bits for hosts. Undefined where
 * CloudFormation would refuse (no IPv4 block, more than 256 blocks, not enough room).
 *
 * @param hostBits @default 8, as little as leaves room for `count`
 */
export function cidrBlocks(block: string, count: number, hostBits = 8): string[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  if (match === null || !Number.isInteger(count) || count < 1 || count > 256) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32 || !Number.isInteger(hostBits)) return undefined;
  if (hostBits < 1 || hostBits > 32 - prefix || count * 2 ** hostBits > 2 ** (32 - prefix)) return undefined;
  const first = octets.reduce((number, octet) => number * 256 + octet, 0);
  return Array.from({ length: count }, (_, index) => `${dotted(first + index * 2 ** hostBits)}/${32 - hostBits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
