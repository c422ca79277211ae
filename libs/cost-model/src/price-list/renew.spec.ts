import fc from 'fast-check';
import type { PriceSnapshot } from '../prices/price-snapshot';
import { builtInPrices } from '../prices/built-in';
import { requestsFor, wantedPrices } from './price-request';
import type { Product } from './product';
import { readProduct } from './product';
import { renew } from './renew';
import { snapshotProblems } from './verify';

/** A product as GetProducts answers with it: JSON in a string. */
function listed(
  usagetype: string,
  usd: string | Record<string, string>,
  more: Record<string, string> = {},
  family = '',
) {
  const tiers = typeof usd === 'string' ? { '0': usd } : usd;
  const begins = Object.keys(tiers);
  return JSON.stringify({
    product: {
      sku: `S${usagetype}`,
      productFamily: family,
      attributes: { usagetype, regionCode: 'us-east-2', ...more },
    },
    serviceCode: 'X',
    terms: {
      OnDemand: {
        'S.JRTCKXETXF': {
          effectiveDate: '2026-11-01T00:00:00Z',
          priceDimensions: Object.fromEntries(
            begins.map((begin, index) => [
              `S.JRTCKXETXF.${index}`,
              {
                unit: 'Hrs',
                beginRange: begin,
                endRange: begins[index + 1] ?? 'Inf',
                pricePerUnit: { USD: tiers[begin] },
              },
            ]),
          ),
        },
      },
    },
    publicationDate: '2026-11-20T10:00:00Z',
  });
}

const snapshot: PriceSnapshot = {
  asOf: '2026-01-01',
  sources: ['https://aws.amazon.com/'],
  prices: {
    'AmazonEC2/NatGateway-Hours': {
      unit: 'Hrs',
      regions: { 'us-east-2': ['0.045', 0, '2026-01-01', 'assumed', 'us-east-1'] },
    },
    'AWSELB/LoadBalancerUsage/application': {
      unit: 'Hrs',
      regions: { 'us-east-2': ['0.0225', 0, '2026-01-01', 'listed'] },
    },
    'AmazonRDS/InstanceUsage:db.t4g.medium/mysql': {
      unit: 'Hrs',
      regions: { 'us-east-2': ['0.065', 0, '2026-01-01', 'listed'] },
    },
    'AmazonS3/TimedStorage-ByteHrs': {
      unit: 'GB-Mo',
      regions: {
        'us-east-2': [
          [
            ['0', '0.023'],
            ['51200', '0.022'],
          ],
          0,
          '2026-01-01',
          'listed',
        ],
      },
    },
    'awskms/KMS-Keys': { unit: 'Keys', regions: { global: ['1', 0, '2026-01-01', 'listed'] } },
  },
};

function renewed(answers: Record<string, readonly string[]>) {
  const products = new Map(
    Object.entries(answers).map(([place, texts]) => [
      place,
      texts.map(readProduct).filter((each): each is Product => each !== undefined),
    ]),
  );
  return renew(snapshot, wantedPrices(snapshot), products, (service) => `https://example.com/${service}`);
}

it('asks for each usage type as AWS writes it', () => {
  expect(requestsFor(wantedPrices(snapshot))).toEqual([
    { service: 'AmazonEC2', region: 'us-east-2', usageType: 'USE2-NatGateway-Hours' },
    { service: 'AWSELB', region: 'us-east-2', usageType: 'USE2-LoadBalancerUsage' },
    { service: 'AmazonRDS', region: 'us-east-2', usageType: 'USE2-InstanceUsage:db.t4g.medium' },
    { service: 'AmazonS3', region: 'us-east-2', usageType: 'USE2-TimedStorage-ByteHrs' },
    { service: 'awskms', region: 'us-east-1', usageType: 'us-east-1-KMS-Keys' },
    { service: 'awskms', region: 'us-east-1', usageType: 'KMS-Keys' },
  ]);
});

it('takes prices over, with their date, and keeps what is not clear with the reason', () => {
  const elb = (family: string, usd: string) => listed('USE2-LoadBalancerUsage', usd, {}, family);
  const rds = (databaseEngine: string, usd: string) =>
    listed('USE2-InstanceUsage:db.t4g.medium', usd, { databaseEngine });
  const {
    snapshot: fresh,
    changed,
    confirmed,
    kept,
  } = renewed({
    'AmazonEC2 us-east-2': [listed('USE2-NatGateway-Hours', '0.0450000000')],
    'AWSELB us-east-2': [elb('Load Balancer-Network', '0.0225'), elb('Load Balancer-Application', '0.0252000000')],
    'AmazonRDS us-east-2': [rds('MySQL', '0.0650000000'), rds('Aurora MySQL', '0.073')],
    'AmazonS3 us-east-2': [listed('USE2-TimedStorage-ByteHrs', { '0': '0.023', '51200': '0.021' })],
    'awskms us-east-1': [listed('us-east-1-KMS-Keys', '730')],
  });
  expect(changed).toEqual([
    { key: 'AWSELB/LoadBalancerUsage/application', place: 'us-east-2', from: '0.0225', to: '0.0252' },
    {
      key: 'AmazonS3/TimedStorage-ByteHrs',
      place: 'us-east-2',
      from: '0.023 from 0, 0.022 from 51200',
      to: '0.023 from 0, 0.021 from 51200',
    },
  ]);
  expect({ confirmed, asOf: fresh.asOf }).toEqual({ confirmed: 2, asOf: '2026-11-20' });
  expect(fresh.prices['AmazonEC2/NatGateway-Hours']?.regions['us-east-2']).toEqual([
    '0.045',
    1,
    '2026-11-20',
    'listed',
  ]);
  expect(kept).toEqual([
    { key: 'awskms/KMS-Keys', place: 'global', reason: 'it would change from 1 to 730; the unit may have changed' },
  ]);
  expect(fresh.prices['awskms/KMS-Keys']).toEqual(snapshot.prices['awskms/KMS-Keys']);
  expect(snapshotProblems('prices.json', fresh)).toEqual([]);
});

it.each<[string, readonly string[], string]>([
  ['nothing', [], 'the price list has no such usage type in this region'],
  [
    'two prices',
    [listed('USE2-NatGateway-Hours', '0.045'), listed('USE2-NatGateway-Hours', '0.05')],
    '2 products match, with 2 different prices',
  ],
  ['a price of nothing', [listed('USE2-NatGateway-Hours', '0')], 'it would change from or to zero'],
])('keeps a price when the list holds %s', (_, texts, reason) => {
  const { kept } = renewed({ 'AmazonEC2 us-east-2': texts });
  expect(kept[0]).toEqual({ key: 'AmazonEC2/NatGateway-Hours', place: 'us-east-2', reason });
});

it('reads no product from anything that is none', () => {
  for (const text of [
    '',
    'null',
    '{}',
    '[]',
    '{"product":{"attributes":{}},"terms":{}}',
    listed('x', 'NaN'),
    listed('x', '-1'),
  ]) {
    expect(readProduct(text)).toBeUndefined();
  }
  fc.assert(fc.property(fc.json(), (text) => void readProduct(text)));
});

describe('a snapshot', () => {
  it('that comes with the package has no hole', () => {
    expect(snapshotProblems('snapshot.json', builtInPrices())).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'asOf'],
    ['no prices', { asOf: '2026-01-01', sources: [], prices: {} }, 'prices'],
    ['no region', { ...snapshot, prices: { a: { unit: 'Hrs', regions: {} } } }, 'prices.a'],
    [
      'a binary number',
      { ...snapshot, prices: { a: { unit: 'Hrs', regions: { global: [0.1, 0, '2026-01-01', 'listed'] } } } },
      'prices.a.global',
    ],
    [
      'an empty price',
      { ...snapshot, prices: { a: { unit: 'Hrs', regions: { global: ['', 0, '2026-01-01', 'listed'] } } } },
      'prices.a.global',
    ],
    [
      'tiers with a hole at zero',
      { ...snapshot, prices: { a: { unit: 'Hrs', regions: { global: [[['5', '1']], 0, '2026-01-01', 'listed'] } } } },
      'prices.a.global',
    ],
    [
      'a source that is missing',
      { ...snapshot, prices: { a: { unit: 'Hrs', regions: { global: ['1', 7, '2026-01-01', 'listed'] } } } },
      'prices.a.global',
    ],
    [
      'an unknown region',
      { ...snapshot, prices: { a: { unit: 'Hrs', regions: { 'us-esat-1': ['1', 0, '2026-01-01', 'listed'] } } } },
      'prices.a.us-esat-1',
    ],
  ])('with %s is found out', (_, value, path) => {
    expect(snapshotProblems('prices.json', value)[0]?.path).toBe(path);
  });
});
