import { compareText } from '@careplane/problems';
import type { Confidence } from '../estimate-types';
import type { PriceEntry, PriceKey, PriceOfKey, PriceSnapshot, RegionComparison } from './price-snapshot';

/** Where prices come from: position of the source, date, confidence, and the region they were copied from. */
type Origin = readonly [source: number, asOf: string, confidence: Confidence, takenFrom?: string];

/**
 * A snapshot as the package carries it, small and quick to load. Most prices are never asked for: each is a line, which is read when someone
 * asks for its key. A line is the key, a tab, the unit, and then, separated by blanks, `region,origin,price` for each region. Region and
 * origin are positions in the lists; a price is `0.045` or tiers such as `0:0.09;10240:0.085`.
 */
export interface CompactSnapshot {
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly comparisons: Readonly<Record<string, RegionComparison>>;
  readonly regions: readonly string[];
  readonly origins: readonly Origin[];
  /**
   * Lines, sorted by key. Bundles have the bytes of one text: thousands of texts, or one of half a megabyte, would be made at every start, and
   * an estimate reads about twenty lines.
   */
  readonly prices: readonly string[] | Buffer;
}

/** A snapshot in its compact form. {@link expandSnapshot} gives the same snapshot back. */
export function compactSnapshot({ prices, comparisons = {}, ...rest }: PriceSnapshot): CompactSnapshot {
  const regions: string[] = [];
  const origins: string[] = [];
  const position = (list: string[], value: string) => {
    const known = list.indexOf(value);
    return known >= 0 ? known : list.push(value) - 1;
  };
  const keys = Object.keys(prices).sort(compareText);
  const lines = keys.map((key) => {
    const { unit, regions: entries } = prices[key] as PriceOfKey;
    const parts = Object.entries(entries).map(([region, [usd, ...origin]]) => {
      const price = typeof usd === 'string' ? usd : usd.map((tier) => tier.join(':')).join(';');
      return [position(regions, region), position(origins, JSON.stringify(origin)), price].join(',');
    });
    return `${key}\t${[unit.replaceAll(' ', '_'), ...parts].join(' ')}`;
  });
  return {
    ...rest,
    comparisons,
    regions,
    origins: origins.map((origin) => JSON.parse(origin) as Origin),
    prices: lines,
  };
}

/** The snapshot of a compact form, with prices that are read when they are first asked for. */
export function expandSnapshot(compact: CompactSnapshot): PriceSnapshot {
  const text = Buffer.isBuffer(compact.prices) ? compact.prices : Buffer.from(compact.prices.join('\n'));
  const read = new Map<PriceKey, PriceOfKey | undefined>();
  const priceAt = (key: string | symbol): PriceOfKey | undefined => {
    if (typeof key !== 'string') return undefined;
    if (!read.has(key)) {
      const line = lineOf(text, key);
      read.set(key, line === undefined ? undefined : priceOfKey(compact, line));
    }
    return read.get(key);
  };
  const prices = new Proxy<Record<PriceKey, PriceOfKey>>(
    {},
    {
      get: (_, key) => priceAt(key),
      has: (_, key) => priceAt(key) !== undefined,
      ownKeys: () => keysOf(text),
      getOwnPropertyDescriptor: (_, key) => {
        const value = priceAt(key);
        return value && { value, enumerable: true, configurable: true };
      },
      set: () => false,
      defineProperty: () => false,
    },
  );
  const { asOf, sources, comparisons } = compact;
  return { asOf, sources, comparisons, prices };
}

function keysOf(text: Buffer): PriceKey[] {
  if (text.length === 0) return [];
  return text
    .toString()
    .split('\n')
    .map((line) => line.slice(0, line.indexOf('\t')));
}

/** Bytes of what separates lines, and of what ends a key; UTF-8 has neither in any other character. */
const [NEW_LINE, TAB] = [0x0a, 0x09];

/** What follows a key in its line, which is looked for by halves. */
function lineOf(text: Buffer, key: PriceKey): string | undefined {
  let [first, last] = [0, text.length];
  while (first < last) {
    const middle = Math.floor((first + last) / 2) - 1;
    // A negative place would count from the end.
    const start = middle < first ? first : text.lastIndexOf(NEW_LINE, middle) + 1;
    const tab = text.indexOf(TAB, start);
    const found = text.toString('utf8', start, tab);
    if (found > key) {
      last = start;
      continue;
    }
    const next = text.indexOf(NEW_LINE, tab);
    const end = next < 0 ? text.length : next;
    if (found === key) return text.toString('utf8', tab + 1, end);
    first = end + 1;
  }
  return undefined;
}

function priceOfKey({ regions, origins }: CompactSnapshot, line: string): PriceOfKey {
  const [unit = '', ...parts] = line.split(' ');
  const entries = parts.map((part): [string, PriceEntry] => {
    const [region, origin, price = ''] = part.split(',');
    const usd = price.includes(':') ? price.split(';').map((tier) => tier.split(':') as [string, string]) : price;
    const [source = 0, asOf = '', confidence = 'assumed', takenFrom] = origins[Number(origin)] ?? [];
    const entry: PriceEntry =
      takenFrom === undefined ? [usd, source, asOf, confidence] : [usd, source, asOf, confidence, takenFrom];
    return [regions[Number(region)] ?? '', entry];
  });
  return { unit: unit.replaceAll('_', ' '), regions: Object.fromEntries(entries) };
}
