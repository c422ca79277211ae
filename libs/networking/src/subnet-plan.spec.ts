import { assert, constantFrom, integer, property, shuffledSubarray, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { isRange, planSubnets, rangeOf, rangeProblem, rangesOverlap, ZONE_LETTERS } from './subnet-plan';

/** First address and the one after the last, computed apart from the code under test. */
function bounds(cidr: string): [first: number, end: number] {
  const [address = '', prefix = ''] = cidr.split('/');
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(prefix))];
}

function cidrOf(first: number, prefix: number): string {
  return `${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join('.')}/${prefix}`;
}

function rangeBelow([home, width]: [string, number], prefix: number, seed: number): string {
  const index = seed % 2 ** (prefix - width);
  return cidrOf(bounds(`${home}/${width}`)[0] + index * 2 ** (32 - prefix), prefix);
}

const prefixOf = (cidr: string): number => Number(cidr.split('/')[1]);

const homes = constantFrom<[string, number][]>(
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
);
const vpc: Arbitrary<string> = tuple(homes, integer({ min: 16, max: 22 }), integer({ min: 0, max: 2 ** 24 })).map(
  ([home, prefix, seed]) => rangeBelow(home, prefix, seed),
);
const anyRange: Arbitrary<string> = tuple(integer({ min: 0, max: 32 }), integer({ min: 0, max: 2 ** 32 - 1 })).map(
  ([prefix, address]) => cidrOf(address - (address % 2 ** (32 - prefix)), prefix),
);
const zones = shuffledSubarray([...ZONE_LETTERS], { minLength: 1 });

describe('planSubnets', () => {
  test('10.20.0.0/16 in two zones', () => {
    expect(planSubnets('10.20.0.0/16', ['a', 'b'])).toEqual({
      zones: [
        { zone: 'a', private: '10.20.0.0/20', public: '10.20.16.0/21', isolated: '10.20.24.0/21' },
        { zone: 'b', private: '10.20.32.0/20', public: '10.20.48.0/21', isolated: '10.20.56.0/21' },
      ],
      reserve: [
        '10.20.64.0/19',
        '10.20.96.0/19',
        '10.20.128.0/19',
        '10.20.160.0/19',
        '10.20.192.0/19',
        '10.20.224.0/19',
      ],
    });
  });

  test('the smallest VPC', () => {
    expect(planSubnets('192.168.252.0/22', ['h']).zones).toEqual([
      { zone: 'h', private: '192.168.255.128/26', public: '192.168.255.192/27', isolated: '192.168.255.224/27' },
    ]);
  });

  test('subnets and reserve are the whole VPC, without gap or overlap', () => {
    assert(
      property(vpc, zones, (cidr, letters) => {
        const plan = planSubnets(cidr, letters);
        const parts = [...plan.zones.flatMap((zone) => [zone.public, zone.private, zone.isolated]), ...plan.reserve];
        const sorted = parts.map(bounds).sort(([a], [b]) => a - b);
        const [first, end] = bounds(cidr);
        expect([first, ...sorted.map(([, partEnd]) => partEnd)]).toEqual([...sorted.map(([start]) => start), end]);
      }),
    );
  });

  test('adding, removing or reordering zones moves no subnet of another zone', () => {
    assert(
      property(vpc, zones, zones, (cidr, before, after) => {
        const byZone = new Map(planSubnets(cidr, before).zones.map((zone) => [zone.zone, zone]));
        for (const zone of planSubnets(cidr, after).zones) {
          const known = byZone.get(zone.zone);
          if (known) expect(zone).toEqual(known);
        }
      }),
    );
  });

  test('zones come in the order they were given', () => {
    assert(
      property(vpc, zones, (cidr, letters) => {
        expect(planSubnets(cidr, letters).zones.map(({ zone }) => zone)).toEqual(letters);
      }),
    );
  });

  test('in every VPC from /16 to /22, a public subnet has at least 32 addresses and a private one twice as many', () => {
    assert(
      property(vpc, zones, (cidr, letters) => {
        for (const zone of planSubnets(cidr, letters).zones) {
          expect(prefixOf(zone.public)).toBe(prefixOf(cidr) + 5);
          expect(prefixOf(zone.public)).toBeLessThanOrEqual(27);
          expect(prefixOf(zone.isolated)).toBe(prefixOf(zone.public));
          expect(prefixOf(zone.private)).toBe(prefixOf(zone.public) - 1);
        }
      }),
    );
  });

  test('a range that rangeProblem refuses is a programmer’s mistake', () => {
    expect(() => planSubnets('10.0.0.0/8', ['a'])).toThrow(RangeError);
  });
});

describe('rangeProblem', () => {
  test.each<[cidr: string, message: RegExp, allowed: RegExp]>([
    ['10.20.0.0/23', /too small/, /\/16 to \/22/],
    ['10.20.0.0/32', /too small/, /\/16 to \/22/],
    ['10.0.0.0/15', /larger than a VPC/, /\/16 to \/22/],
    ['10.0.0.0/0', /larger than a VPC/, /\/16 to \/22/],
    ['10.20.1.0/16', /first address/, /^10\.20\.0\.0\/16,/],
    ['10.20.0.1/22', /first address/, /^10\.20\.0\.0\/22,/],
    ['8.8.0.0/16', /not private/, /10\.0\.0\.0\/8/],
    ['172.32.0.0/16', /not private/, /172\.16\.0\.0\/12/],
    ['172.15.0.0/16', /not private/, /172\.16\.0\.0\/12/],
    ['100.128.0.0/16', /not private/, /100\.64\.0\.0\/10/],
    ['192.167.0.0/16', /not private/, /192\.168\.0\.0\/16/],
    ['300.1.1.1/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['10.20.0.0/33', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['10.20.0.0', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['10.20.0/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    [' 10.20.0.0/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['10.20.0.0/16\n', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['fd00::/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    // EC2 refuses leading zeros, and other programs read them as octal.
    ['010.20.0.0/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
    ['10.020.0.0/16', /not an IPv4 range/, /10\.20\.0\.0\/16/],
  ])('%j', (cidr, message, allowed) => {
    expect(rangeProblem(cidr)).toMatchObject({
      message: expect.stringMatching(message),
      allowed: expect.stringMatching(allowed),
    });
  });

  it('names the range that begins at its first address', () => {
    expect(rangeProblem('10.20.5.0/16')?.fix).toBe('write 10.20.0.0/16');
    expect(rangeOf('10.20.5.9/22')).toBe('10.20.4.0/22');
    expect(rangeOf('no range')).toBe('no range');
  });

  test.each(['10.20.0.0/16', '172.31.0.0/16', '192.168.252.0/22', '100.127.0.0/18'])('%s is fine', (cidr) => {
    expect(rangeProblem(cidr)).toBeUndefined();
  });

  test('every private range from /16 to /22 is fine', () => {
    assert(property(vpc, (cidr) => expect(rangeProblem(cidr)).toBeUndefined()));
  });
});

describe('rangesOverlap', () => {
  test.each<[a: string, b: string, overlap: boolean]>([
    ['10.20.0.0/16', '10.20.255.0/24', true],
    ['10.20.0.0/16', '10.21.0.0/16', false],
    ['10.20.0.0/17', '10.20.128.0/17', false],
    ['0.0.0.0/0', '255.255.255.255/32', true],
    ['10.20.0.0/16', 'not a range', false],
    ['not a range', 'not a range', false],
  ])('%s and %s: %s', (a, b, overlap) => {
    expect(rangesOverlap(a, b)).toBe(overlap);
  });

  test('is reflexive and symmetric, and means that an address is shared', () => {
    assert(
      property(anyRange, anyRange, (a, b) => {
        const [[firstA, endA], [firstB, endB]] = [bounds(a), bounds(b)];
        expect(rangesOverlap(a, a)).toBe(true);
        expect(rangesOverlap(a, b)).toBe(rangesOverlap(b, a));
        expect(rangesOverlap(a, b)).toBe(Math.max(firstA, firstB) < Math.min(endA, endB));
      }),
    );
  });

  test('a VPC overlaps each of its subnets', () => {
    assert(
      property(vpc, zones, (cidr, letters) => {
        for (const zone of planSubnets(cidr, letters).zones) expect(rangesOverlap(cidr, zone.isolated)).toBe(true);
      }),
    );
  });
});

test('isRange takes ranges of any size, and nothing else', () => {
  assert(property(anyRange, (cidr) => expect(isRange(cidr)).toBe(true)));
  expect(isRange('10.0.0.256/8')).toBe(false);
});
