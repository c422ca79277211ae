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

test('each row is in the snapshot, unchanged', () => {
  const book = priceBook(builtInPrices());
  const wrong = ROWS.filter(({ key, region, usd, asOf, confidence }) => {
    const price = book(key, region);
    const tiers = price?.tiers.map((tier) => `${tier.from.toFixed()}:${tier.usd.toFixed()}`).join(';');
    const wanted = (usd.includes(':') ? usd : `0:${usd}`).split(';').map((tier) =>
      tier
        .split(':')
        .map((part) => exact(part).toFixed())
        .join(':'),
    );
    return tiers !== wanted.join(';') || price?.reference.asOf !== asOf || price.reference.confidence !== confidence;
  });
  expect(named(wrong)).toEqual([]);
});
