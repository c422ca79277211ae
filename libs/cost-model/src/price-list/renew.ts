import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import type { PriceEntry, PriceKey, PriceOfKey, PriceSnapshot } from '../prices/price-snapshot';
import type { WantedPrice } from './price-request';
import type { Product } from './product';

/** A price that changed by more than this factor is kept, because its unit probably changed. */
const MAX_JUMP = 5;

export interface PriceChange {
  readonly key: PriceKey;
  readonly place: string;
  readonly from: string;
  readonly to: string;
}

/** A price that was kept as it was, and why. */
export interface KeptPrice {
  readonly key: PriceKey;
  readonly place: string;
  readonly reason: string;
}

export interface Renewal {
  readonly snapshot: PriceSnapshot;
  readonly changed: readonly PriceChange[];
  /** Prices that were read and are what they were. */
  readonly confirmed: number;
  readonly kept: readonly KeptPrice[];
}

/**
 * A snapshot with the prices of the price list. Prices that are missing or ambiguous in the list stay unchanged, with
 * their old date.
 *
 * @param products of the service and region of a price, by `service region`
 * @param sourceOf where the prices of a service were read
 */
export function renew(
  snapshot: PriceSnapshot,
  wanteds: readonly WantedPrice[],
  products: ReadonlyMap<string, readonly Product[]>,
  sourceOf: (service: string) => string,
): Renewal {
  const sources = [...snapshot.sources];
  const prices: Record<PriceKey, PriceOfKey> = { ...snapshot.prices };
  const changed: PriceChange[] = [];
  const kept: KeptPrice[] = [];
  let confirmed = 0;
  let newest = snapshot.asOf;
  for (const wanted of wanteds) {
    const { key, place, service, region } = wanted;
    const priced = prices[key];
    const old = priced?.regions[place];
    if (priced === undefined || old === undefined) continue;
    const found = find(wanted, products.get(`${service} ${region}`) ?? []);
    const reason = typeof found === 'string' ? found : jumped(old, found);
    if (typeof found === 'string' || reason !== undefined) {
      kept.push({ key, place, reason: reason ?? '' });
      continue;
    }
    const usd = written(found);
    const source = positionOf(sources, sourceOf(service));
    const entry: PriceEntry = [usd, source, found.asOf || old[2], 'listed'];
    prices[key] = { ...priced, regions: { ...priced.regions, [place]: entry } };
    if (found.asOf > newest) newest = found.asOf;
    if (textOf(usd) === textOf(old[0])) confirmed += 1;
    else changed.push({ key, place, from: textOf(old[0]), to: textOf(usd) });
  }
  return { snapshot: { asOf: newest, sources, prices }, changed, confirmed, kept };
}

/** The one product that a price is of, or why it is not clear. */
function find({ usageTypes, qualifiers }: WantedPrice, products: readonly Product[]): Product | string {
  const sameUsage = products.filter(({ attributes }) => usageTypes.includes(attributes['usagetype'] ?? ''));
  if (sameUsage.length === 0) return 'the price list has no such usage type in this region';
  const fitting = sameUsage.filter((product) => qualifiers.every((qualifier) => says(product, qualifier)));
  const [first] = fitting;
  if (first === undefined)
    return `${sameUsage.length} products have the usage type, but none is for ${qualifiers.join(', ')}`;
  const prices = new Set(fitting.map((product) => textOf(written(product))));
  return prices.size === 1 ? first : `${fitting.length} products match, with ${prices.size} different prices`;
}

/** The engine `MySQL` matches `mysql`, the family `Load Balancer-Application` matches `application`. `Aurora MySQL` matches neither. */
function says({ family, attributes }: Product, qualifier: string): boolean {
  const wanted = letters(qualifier);
  const engine = attributes['databaseEngine'];
  if (engine !== undefined && engine !== 'Any') {
    const same: Readonly<Record<string, string>> = { postgres: 'postgresql', aurorapostgresql: 'aurorapostgresql' };
    return letters(engine) === (same[wanted] ?? wanted);
  }
  return [family, ...Object.values(attributes)].some((text) => letters(text).includes(wanted));
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function jumped([old]: PriceEntry, { tiers }: Product): string | undefined {
  const before = exact(firstPaid(typeof old === 'string' ? [['0', old]] : old));
  const after = exact(firstPaid(tiers.map(({ from, usd }) => [from.toFixed(), usd.toFixed()])));
  if (before.isZero() || after.isZero()) return before.eq(after) ? undefined : 'it would change from or to zero';
  const ratio: Exact = after.dividedBy(before);
  return ratio.gt(MAX_JUMP) || ratio.lt(exact(1).dividedBy(MAX_JUMP))
    ? `it would change from ${before.toFixed()} to ${after.toFixed()}; the unit may have changed`
    : undefined;
}

/** The price of the first tier that is not free. */
function firstPaid(tiers: readonly (readonly [string, string])[]): string {
  return tiers.find(([, usd]) => Number(usd) > 0)?.[1] ?? '0';
}

function written({ tiers }: Product): PriceEntry[0] {
  const [first] = tiers;
  return tiers.length === 1 && first !== undefined
    ? first.usd.toFixed()
    : tiers.map(({ from, usd }): [string, string] => [from.toFixed(), usd.toFixed()]);
}

function textOf(usd: PriceEntry[0]): string {
  return typeof usd === 'string'
    ? exact(usd).toFixed()
    : usd.map(([from, price]) => `${price} from ${from}`).join(', ');
}

function positionOf(sources: string[], source: string): number {
  const known = sources.indexOf(source);
  return known >= 0 ? known : sources.push(source) - 1;
}
