import type { Confidence } from '../estimate-types';
import type { PriceEntry, PriceKey, PriceOfKey, PriceSnapshot, RegionComparison } from './price-snapshot';

/** Where prices come from: position of the source, date, confidence, and the region they were copied from. */
type Origin = readonly [source: number, asOf: string, confidence: Confidence, takenFrom?: string];

/**
 * A snapshot as the package carries it, small and quick to load. Most prices are never asked for: each key has one text, which is
 * read when it is needed. The text is the unit and then, for each region, `region,origin,price`, separated by blanks; region and
 * origin are positions in the lists, a price is `0.045` or tiers such as `0:0.09;10240:0.085`.
 */
export interface CompactSnapshot {
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly comparisons: Readonly<Record<string, RegionComparison>>;
  readonly regions: readonly string[];
  readonly origins: readonly Origin[];
  readonly prices: Readonly<Record<PriceKey, string>>;
}

/** A snapshot in its compact form. {@link expandSnapshot} gives the same snapshot back. */
export function compactSnapshot({ prices, comparisons = {}, ...rest }: PriceSnapshot): CompactSnapshot {
  const regions: string[] = [];
  const origins: string[] = [];
  const position = (list: string[], value: string) => {
    const known = list.indexOf(value);
    return known >= 0 ? known : list.push(value) - 1;
  };
  const texts = Object.entries(prices).map(([key, { unit, regions: entries }]): [PriceKey, string] => {
    const parts = Object.entries(entries).map(([region, [usd, ...origin]]) => {
      const price = typeof usd === 'string' ? usd : usd.map((tier) => tier.join(':')).join(';');
      return [position(regions, region), position(origins, JSON.stringify(origin)), price].join(',');
    });
    return [key, [unit.replaceAll(' ', '_'), ...parts].join(' ')];
  });
  return {
    ...rest,
    comparisons,
    regions,
    origins: origins.map((origin) => JSON.parse(origin) as Origin),
    prices: Object.fromEntries(texts),
  };
}

/** The snapshot of a compact form, with prices that are read when they are first asked for. */
export function expandSnapshot(compact: CompactSnapshot): PriceSnapshot {
  const read = new Map<PriceKey, PriceOfKey>();
  // Thousands of keys, of which an estimate asks for a few.
  const prices = new Proxy(compact.prices as Readonly<Record<PriceKey, unknown>>, {
    get: (texts, key) => {
      if (typeof key !== 'string' || !Object.hasOwn(texts, key)) return undefined;
      let price = read.get(key);
      if (price === undefined) read.set(key, (price = priceOfKey(compact, String(texts[key]))));
      return price;
    },
  }) as Readonly<Record<PriceKey, PriceOfKey>>;
  const { asOf, sources, comparisons } = compact;
  return { asOf, sources, comparisons, prices };
}

function priceOfKey({ regions, origins }: CompactSnapshot, text: string): PriceOfKey {
  const [unit = '', ...parts] = text.split(' ');
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
