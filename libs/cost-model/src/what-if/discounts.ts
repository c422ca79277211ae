import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import type { PriceBook } from '../prices/price-book';
import type { PriceKey, PriceSnapshot } from '../prices/price-snapshot';

/** A way to pay for capacity in advance, as the price lists name it. */
export interface Term {
  /** The end of a key: `1yr-no-upfront`. */
  readonly suffix: string;
  /** `1 year, no upfront payment`. */
  readonly words: string;
}

/** The part of the price on demand that a commitment saves. */
export interface Discount {
  /** 0.3 saves three tenths. */
  readonly share: Exact;
  /** Where the discount was read if AWS's price for this class and region is not in the list: a phrase. */
  readonly readFrom?: string;
}

const HOURS_A_YEAR = exact(8760);

/**
 * The discount of a commitment on a price on demand. If the price list has no such price, the discount of the same class in another
 * region is taken, and then the middle one of other classes of the same engine: AWS's discounts differ little between them.
 *
 * @param keyOf the key of the price under the commitment, without its term; undefined for what it does not cover
 */
export function discountOf(
  onDemand: PriceKey,
  region: string,
  term: Term,
  keyOf: (onDemand: PriceKey) => PriceKey | undefined,
  { prices, book }: { readonly prices: PriceSnapshot; readonly book: PriceBook },
): Discount | undefined {
  const committed = (key: PriceKey) => {
    const base = keyOf(key);
    return base === undefined ? undefined : `${base}/${term.suffix}`;
  };
  const own = shareIn(onDemand, region);
  if (own !== undefined) return { share: own };
  const [elsewhere] = regionsOf(onDemand);
  if (elsewhere !== undefined) return elsewhere;
  const others = Object.keys(prices.prices)
    .filter((key) => isRelated(key, onDemand))
    .flatMap((key) => regionsOf(key, ` for ${classOf(key)}`).slice(0, 1))
    .sort((a, b) => a.share.comparedTo(b.share));
  return others[Math.floor((others.length - 1) / 2)];

  function regionsOf(key: PriceKey, of = ''): Discount[] {
    const regions = Object.keys(prices.prices[committed(key) ?? '']?.regions ?? {}).sort(nearestFirst);
    return regions.flatMap((other) => {
      const share = shareIn(key, other);
      return share === undefined ? [] : [{ share, readFrom: `the discount${of} in ${other}` }];
    });
  }

  /** Regions of the same part of the world first. */
  function nearestFirst(a: string, b: string): number {
    const isFar = (other: string) => Number(other.split('-')[0] !== region.split('-')[0]);
    return isFar(a) - isFar(b) || (a < b ? -1 : 1);
  }

  function shareIn(key: PriceKey, where: string): Exact | undefined {
    const full = book(key, where)?.tiers[0]?.usd;
    const reserved = committed(key);
    const hourly = reserved === undefined ? undefined : book(reserved, where)?.tiers[0]?.usd;
    if (full === undefined || full.isZero() || hourly === undefined) return undefined;
    // The upfront payment of a year of the term, where there is one.
    const upfront = book(`${reserved}-annualised`, where)?.tiers[0]?.usd.div(HOURS_A_YEAR) ?? exact(0);
    if (hourly.isZero() && upfront.isZero()) return undefined;
    const share = exact(1).minus(hourly.plus(upfront).div(full));
    return share.isPositive() ? share : undefined;
  }
}

/** Whether two prices are of the same usage type and engine, and differ in the class. */
function isRelated(key: PriceKey, other: PriceKey): boolean {
  return withoutClass(key) === withoutClass(other);
}

function withoutClass(key: PriceKey): string {
  return key.replace(/:[^/]*/, '');
}

function classOf(key: PriceKey): string {
  return /:([^/]*)/.exec(key)?.[1] ?? key;
}
