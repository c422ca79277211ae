import { exact } from '@careplane/cost-model/estimate';
import type { Exact, PriceOfKey, RegionComparison } from '@careplane/cost-model/estimate';

/** Fewer prices say nothing about a region. */
const LEAST_PRICES = 10;

/**
 * How the prices of a region differ from those of a region whose prices replace missing ones: the median over all prices
 * that both have. Keys are `region sister`.
 */
export function comparisonsOf(
  prices: Readonly<Record<string, PriceOfKey>>,
  sisters: Readonly<Record<string, readonly string[]>>,
): Record<string, RegionComparison> {
  const pairs = Object.entries(sisters).flatMap(([region, others]) =>
    others.map((sister) => [region, sister] as const),
  );
  return Object.fromEntries(
    pairs.flatMap(([region, sister]) => {
      const ratios = Object.values(prices).flatMap(
        ({ regions }) => ratioOf(regions[region]?.[0], regions[sister]?.[0]) ?? [],
      );
      const median = ratios.sort((a, b) => a.comparedTo(b))[Math.floor(ratios.length / 2)];
      if (median === undefined || ratios.length < LEAST_PRICES) return [];
      const medianPercent = median.minus(1).times(100).toDecimalPlaces(0).toString();
      return [[`${region} ${sister}`, { prices: ratios.length, medianPercent }]];
    }),
  );
}

type Usd = PriceOfKey['regions'][string][0];

/** Of prices without tiers only. */
function ratioOf(own: Usd | undefined, others: Usd | undefined): Exact | undefined {
  if (typeof own !== 'string' || typeof others !== 'string' || exact(others).isZero()) return undefined;
  return exact(own).div(others);
}
