import { AWS_REGIONS } from '@careplane/aws-facts';
import { exact } from '../exact';
import type { Exact } from '../estimate-types';
import { ROWS, SOURCES, type Row } from '../testing/price-rows';
import { builtInPrices } from './built-in';
import { priceBook } from './price-book';

const BY_KEY = new Map(ROWS.map((row) => [`${row.key} ${row.region}`, row]));
const usdOf = (key: string, region: string): Exact | undefined => {
  const usd = BY_KEY.get(`${key} ${region}`)?.usd;
  return usd === undefined || usd.includes(':') ? undefined : exact(usd);
};
const named = (rows: readonly Row[]) => rows.map(({ file, key, region, usd }) => `${file}: ${key} ${region} ${usd}`);
/** Whether two prices are the same but for rounding to three decimals, or for half a percent. */
const isClose = (a: Exact, b: Exact) =>
  a
    .minus(b)
    .abs()
    .lte(exact('0.001').plus(b.times('0.005')));

test('a row is a price of a region, with unit, date, confidence and a source that is listed', () => {
  const sources = new Set(SOURCES.map(({ source }) => source));
  const wrong = ROWS.filter(
    ({ key, unit, region, usd, asOf, confidence, source }) =>
      !/^[A-Za-z0-9]+\/\S+$/.test(key) ||
      unit === '' ||
      !(region === 'global' || Object.hasOwn(AWS_REGIONS, region)) ||
      !/^(\d+(\.\d+)?|0:\d+(\.\d+)?(;\d+:\d+(\.\d+)?)*)$/.test(usd) ||
      !/^20\d\d-\d\d-\d\d$/.test(asOf) ||
      !['listed', 'derived', 'assumed'].includes(confidence) ||
      !sources.has(source),
  );
  expect(named(wrong)).toEqual([]);
});

test('a source says where it is, and each is used', () => {
  const used = new Set(ROWS.map(({ source }) => source));
  expect(SOURCES.filter(({ source, url }) => url === '' || !used.has(source))).toEqual([]);
});

test('a price that a rule gives is what the rule gives, and is not called listed', () => {
  const derived = ROWS.filter(({ rule }) => rule !== undefined && rule !== '');
  expect(derived.length).toBeGreaterThan(1000);
  expect(named(derived.filter(({ confidence }) => confidence !== 'derived'))).toEqual([]);
});

/** Licences of Windows for an hour: of burstable types by size, of the others by virtual CPU. */
const BURSTABLE: Readonly<Record<string, string>> = {
  't2.micro': '0.0046',
  't2.small': '0.009',
  't2.medium': '0.018',
  't2.large': '0.028',
  't3.nano': '0.0046',
  't3.micro': '0.0092',
  't3.small': '0.0184',
  't3.medium': '0.0184',
  't3.large': '0.0276',
  't3.xlarge': '0.0736',
  't3.2xlarge': '0.1472',
};
function licenceUsd(type: string): Exact {
  const [family = '', size = ''] = type.split('.');
  const burstable = BURSTABLE[`${family.replace('t3a', 't3')}.${size}`];
  const vcpus = size === 'large' ? 2 : 4 * Number(/^(\d*)xlarge$/.exec(size)?.[1] || 1);
  return burstable === undefined ? exact('0.046').times(vcpus) : exact(burstable);
}

/** The rules that hold in AWS's own lists; each was tested on the rows that are listed. */
describe('rules', () => {
  const US = ['us-east-1', 'us-east-2', 'us-west-2'];
  const plain = ROWS.filter(({ usd }) => !usd.includes(':'));

  test('instances cost the same in Virginia, Ohio and Oregon', () => {
    const kinds = /^(AmazonEC2\/BoxUsage|AmazonRDS\/(InstanceUsage|Multi-AZUsage)):/;
    const wrong = plain.filter(({ key, region, usd }) => {
      const virginia = usdOf(key, 'us-east-1');
      return kinds.test(key) && US.includes(region) && virginia !== undefined && !isClose(exact(usd), virginia);
    });
    expect(named(wrong)).toEqual([]);
  });

  test('Multi-AZ costs twice as much as one zone, rounded after doubling', () => {
    const wrong = plain.filter(({ key, region, usd }) => {
      const single = usdOf(key.replace('Multi-AZUsage', 'InstanceUsage'), region);
      return key.includes('/Multi-AZUsage:') && single !== undefined && !isClose(exact(usd), single.times(2));
    });
    expect(named(wrong)).toEqual([]);
  });

  test('an hour of Windows is an hour of Linux with a licence by the size', () => {
    const windows = plain.filter(({ key, confidence }) => key.endsWith('/windows') && confidence === 'derived');
    const wrong = windows.filter(({ key, region, usd }) => {
      const [, type = ''] = /BoxUsage:(\S+)\/windows$/.exec(key) ?? [];
      const linux = usdOf(`AmazonEC2/BoxUsage:${type}`, region) ?? usdOf(`AmazonEC2/BoxUsage:${type}`, 'us-east-1');
      return linux?.plus(licenceUsd(type)).eq(usd) !== true;
    });
    expect(windows.length).toBeGreaterThan(500);
    expect(named(wrong)).toEqual([]);
  });

  test('a database of class r6i costs what one of r5 costs', () => {
    const pairs = plain.flatMap(({ key, region, usd }) => {
      const older = usdOf(key.replace(':db.r6i.', ':db.r5.'), region);
      return /(Instance|Multi-AZ)Usage:db\.r6i\./.test(key) && older !== undefined ? [{ key, region, usd, older }] : [];
    });
    expect(pairs.length).toBeGreaterThan(150);
    expect(pairs.filter(({ usd, older }) => !isClose(exact(usd), older))).toEqual([]);
  });

  test('an Aurora instance with I/O-Optimized storage costs 30 % more', () => {
    const pairs = plain.flatMap(({ key, region, usd }) => {
      const standard = usdOf(key.replace('UsageIOOptimized:', 'Usage:'), region);
      return key.includes(':db.') && key.includes('IOOptimized') && standard !== undefined
        ? [{ key, region, usd, standard }]
        : [];
    });
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ usd, standard }) => !isClose(exact(usd), standard.times('1.3')))).toEqual([]);
  });

  test('MariaDB costs what MySQL costs', () => {
    const wrong = plain.filter(({ key, region, usd }) => {
      const mysql = usdOf(key.replace(/\/mariadb$/, '/mysql'), region);
      return key.endsWith('/mariadb') && mysql !== undefined && !isClose(exact(usd), mysql);
    });
    expect(named(wrong)).toEqual([]);
  });
});

/** A row with one price has the tiers of a region whose first tier costs the same. */
const TIERED = new Map(
  ROWS.filter(({ usd }) => usd.includes(';')).map(({ key, usd }) => [`${key} ${usd.slice(0, usd.indexOf(';'))}`, usd]),
);
const tiersOf = (key: string, usd: string): string =>
  usd.includes(':') ? usd : (TIERED.get(`${key} 0:${usd}`) ?? `0:${usd}`);

test('a price with tiers in one region has tiers in every region: the first tier is not the price of any quantity', () => {
  const { prices } = builtInPrices();
  const single = Object.entries(prices).flatMap(([key, { regions }]) => {
    const entries = Object.entries(regions);
    if (entries.every(([, [usd]]) => typeof usd === 'string')) return [];
    return entries.filter(([, [usd]]) => typeof usd === 'string').map(([region]) => `${key} ${region}`);
  });
  expect(single).toEqual([]);
});

test('each row is in the snapshot, unchanged', () => {
  const book = priceBook(builtInPrices());
  const wrong = ROWS.filter(({ key, region, usd, asOf, confidence }) => {
    const price = book(key, region);
    const tiers = price?.tiers.map((tier) => `${tier.from.toFixed()}:${tier.usd.toFixed()}`).join(';');
    const wanted = tiersOf(key, usd)
      .split(';')
      .map((tier) =>
        tier
          .split(':')
          .map((part) => exact(part).toFixed())
          .join(':'),
      );
    return tiers !== wanted.join(';') || price?.reference.asOf !== asOf || price.reference.confidence !== confidence;
  });
  expect(named(wrong)).toEqual([]);
});
