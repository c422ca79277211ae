/**
 * Calculates the subnet ranges of a VPC.
 *
 * The range is divided into eight equal blocks, one for each zone letter from a to h, whether the zone is used or not.
 * In its block a zone has one private subnet (half), one public (a quarter) and one isolated (a quarter). So a subnet's
 * range depends on the VPC's range and the zone's letter alone: adding, removing or reordering zones moves nothing.
 */

/** Zone letters that have a block of their own. No AWS region has more than six zones. */
export const ZONE_LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/** Largest VPC that AWS allows. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const LARGEST_PREFIX = 16;
/**
 * Smallest VPC this plan fits into: its public subnets are then /27, the least a load balancer may have.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
const SMALLEST_PREFIX = 22;

/** IPv4 ranges of one zone, in CIDR form. */
export interface ZoneSubnets {
  readonly zone: ZoneLetter;
  readonly public: string;
  readonly private: string;
  readonly isolated: string;
}

export interface SubnetPlan {
  /** In the order in which the zones were given. */
  readonly zones: readonly ZoneSubnets[];
  /** Blocks of unused letters. Subnets and reserve together cover the whole VPC. */
  readonly reserve: readonly string[];
}

/** An IPv4 range: first address as a number, and the length of the prefix. */
interface Range {
  readonly first: number;
  readonly prefix: number;
}

/**
 * Plan the subnets of a VPC.
 *
 * @param cidr range of the VPC, one that `rangeProblem` accepts
 * @throws RangeError when the range is not one; people's input is checked with `rangeProblem` before
 */
export function planSubnets(cidr: string, zones: readonly ZoneLetter[]): SubnetPlan {
  const problem = rangeProblem(cidr);
  if (problem) throw new RangeError(`"${cidr}" ${problem.message}; allowed: ${problem.allowed}`);
  const vpc = parse(cidr) as Range;
  const block = (letter: ZoneLetter) => part(vpc, 3, ZONE_LETTERS.indexOf(letter));
  return {
    zones: zones.map((zone) => ({
      zone,
      private: render(part(block(zone), 1, 0)),
      public: render(part(block(zone), 2, 2)),
      isolated: render(part(block(zone), 2, 3)),
    })),
    reserve: ZONE_LETTERS.filter((letter) => !zones.includes(letter)).map((letter) => render(block(letter))),
  };
}

/** The range that holds an address, from its first address on: 10.20.0.0/16 for 10.20.5.0/16. Anything else as it is. */
export function rangeOf(cidr: string): string {
  const range = parse(cidr);
  return range === undefined
    ? cidr
    : render({ first: range.first - (range.first % sizeOf(range)), prefix: range.prefix });
}

/** Why a range cannot be a VPC's; undefined when it can. */
export function rangeProblem(cidr: string): { message: string; allowed: string; fix?: string } | undefined {
  const range = parse(cidr);
  const size = `an IPv4 range from /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}`;
  if (range === undefined) return { message: 'is not an IPv4 range', allowed: `${size}, such as 10.20.0.0/16` };
  if (range.prefix > SMALLEST_PREFIX) {
    return {
      message: 'is too small: a public subnet would have fewer than the 32 addresses a load balancer needs',
      allowed: size,
    };
  }
  if (range.prefix < LARGEST_PREFIX) return { message: 'is larger than a VPC may be', allowed: size };
  const canonical = rangeOf(cidr);
  if (canonical !== render(range)) {
    return {
      message: 'does not begin at the first address of its range',
      allowed: `${canonical}, the range that holds it`,
      fix: `write ${canonical}`,
    };
  }
  if (!PRIVATE_RANGES.some((known) => contains(known, range))) {
    return {
      message: 'is not private: its addresses belong to others on the internet',
      allowed: 'a range in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10',
    };
  }
  return undefined;
}

/** Whether two ranges share an address; false when one of them is not a range. */
export function rangesOverlap(a: string, b: string): boolean {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) return false;
  return left.first < right.first + sizeOf(right) && right.first < left.first + sizeOf(left);
}

/** Whether the text is an IPv4 range of any size. */
export function isRange(cidr: string): boolean {
  return parse(cidr) !== undefined;
}

/** RFC 1918 and RFC 6598. */
const PRIVATE_RANGES: readonly Range[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(
  (text) => parse(text) as Range,
);

function parse(cidr: string): Range | undefined {
  // No leading zeros: EC2 refuses them, and other programs read them as octal.
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\/(0|[1-9]\d?)$/.exec(cidr);
  if (match === null) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  // Arithmetic, not shifts: 2^31 and above are negative to JavaScript's bit operators.
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, prefix };
}

function render({ first, prefix }: Range): string {
  const octet = (shift: number) => Math.floor(first / 2 ** shift) % 256;
  return `${octet(24)}.${octet(16)}.${octet(8)}.${octet(0)}/${prefix}`;
}

/** The index-th of the 2^bits equal parts of a range. */
function part(range: Range, bits: number, index: number): Range {
  const prefix = range.prefix + bits;
  return { first: range.first + index * 2 ** (32 - prefix), prefix };
}

function sizeOf({ prefix }: Range): number {
  return 2 ** (32 - prefix);
}

function contains(outer: Range, inner: Range): boolean {
  return inner.first >= outer.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer);
}
