import type { Confidence } from '../estimate-types';

/**
 * A price, or its tiers as `[from, price]` with `from` in the price list's unit; the position of its source; its date
 * (YYYY-MM-DD); how far it can be trusted; and the region that it was taken over from, if it was.
 */
export type PriceEntry = readonly [
  usd: string | readonly (readonly [from: string, usd: string])[],
  source: number,
  asOf: string,
  confidence: Confidence,
  takenFrom?: string,
];

/** Prices of a date. Keys are {@link PriceKey}s. */
export interface PriceSnapshot {
  /** Date of the newest price, YYYY-MM-DD. */
  readonly asOf: string;
  /** Where prices were read. */
  readonly sources: readonly string[];
  /** How a region's prices differ from those of a region that prices were copied from; keys are `region other`. */
  readonly comparisons?: Readonly<Record<string, RegionComparison>>;
  readonly prices: Readonly<Record<PriceKey, PriceOfKey>>;
}

/** The prices of a region beside those of another region. */
export interface RegionComparison {
  /** Number of prices that both regions have. */
  readonly prices: number;
  /** Median of the differences, in whole percent: `8` where this region costs 8 % more. */
  readonly medianPercent: string;
}

export interface PriceOfKey {
  /** AWS's unit of billing: `Hrs`, `GB`, `Requests`. */
  readonly unit: string;
  readonly regions: Readonly<Record<string, PriceEntry>>;
}

/**
 * The key of a price: service code of the price list, usage type without the region's prefix, and a distinguishing word
 * if several prices share these two: `AmazonEC2/NatGateway-Hours`, `AWSELB/LoadBalancerUsage/application`,
 * `AmazonRDS/InstanceUsage:db.t4g.medium/mysql`.
 */
export type PriceKey = string;
