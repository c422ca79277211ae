import type { Exact, PriceReference } from '../estimate-types';
import { exact } from '../exact';
import { usageTypeIn } from './regions';
import type { PriceEntry, PriceKey, PriceSnapshot, RegionComparison } from './price-snapshot';

/** From this quantity on (in the price list's unit), a unit costs this much. */
export interface Tier {
  readonly from: Exact;
  readonly usd: Exact;
}

export interface Price {
  readonly key: PriceKey;
  /** Rising; the first begins at zero. */
  readonly tiers: readonly Tier[];
  readonly reference: PriceReference;
  /** A sentence, if the price was copied from another region: from which, and in which direction it may be off. */
  readonly copied?: string;
}

/** Looks prices up: undefined for what the snapshot does not hold. */
export type PriceBook = (key: PriceKey, region: string) => Price | undefined;

/** Region of a price that is the same everywhere. */
export const EVERYWHERE = 'global';

/** The prices of a snapshot by key and region, each read once, however many estimates ask for it. */
export function priceBook(snapshot: PriceSnapshot): PriceBook {
  let book = BOOKS.get(snapshot);
  if (book === undefined) BOOKS.set(snapshot, (book = openBook(snapshot)));
  return book;
}

const BOOKS = new WeakMap<PriceSnapshot, PriceBook>();

function openBook(snapshot: PriceSnapshot): PriceBook {
  const known = new Map<string, Map<PriceKey, Price | undefined>>();
  return (key, region) => {
    let ofRegion = known.get(region);
    if (ofRegion === undefined) known.set(region, (ofRegion = new Map()));
    if (!ofRegion.has(key)) ofRegion.set(key, readPrice(snapshot, key, region));
    return ofRegion.get(key);
  };
}

/** A price that a person gives in the usage file. */
export function givenPrice(key: PriceKey, region: string, usd: Exact): Price {
  const [service = '', usageType = ''] = key.split('/');
  const reference = { region, usageType: usageTypeIn(region, service, usageType), asOf: GIVEN, source: GIVEN };
  return { key, tiers: [{ from: exact(0), usd }], reference: { ...reference, confidence: 'assumed' } };
}

const GIVEN = 'usage file';

function readPrice(snapshot: PriceSnapshot, key: PriceKey, region: string): Price | undefined {
  const priced = own(snapshot.prices, key);
  if (priced === undefined) return undefined;
  const entry = own(priced.regions, region) ?? own(priced.regions, EVERYWHERE);
  return entry && priceOf(snapshot, key, entry, region);
}

function priceOf(snapshot: PriceSnapshot, key: PriceKey, entry: PriceEntry, region: string): Price {
  const [usd, source, asOf, confidence, takenFrom] = entry;
  const tiers = typeof usd === 'string' ? [['0', usd] as const] : usd;
  const [service = '', usageType = ''] = key.split('/');
  const page = snapshot.sources[source] ?? 'not recorded';
  return {
    key,
    tiers: tiers.map(([from, price]) => ({ from: exact(from), usd: exact(price) })),
    reference: {
      region,
      usageType: usageTypeIn(region, service, usageType),
      asOf,
      source: takenFrom === undefined ? page : `${page} (price of ${takenFrom})`,
      confidence,
    },
    ...(takenFrom !== undefined && { copied: copiedFrom(snapshot.comparisons?.[`${region} ${takenFrom}`], takenFrom) }),
  };
}

function copiedFrom(comparison: RegionComparison | undefined, other: string): string {
  const copied = `Price copied from ${other}`;
  if (comparison === undefined) return `${copied}; whether it is too high or too low is not known.`;
  const percent = Number(comparison.medianPercent);
  if (percent === 0) return `${copied}, whose prices are mostly the same.`;
  const direction = percent > 0 ? `${percent} % too low` : `${-percent} % too high`;
  return `${copied}: by the other prices of both regions, about ${direction}.`;
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
