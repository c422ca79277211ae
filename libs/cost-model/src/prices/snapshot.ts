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
  readonly prices: Readonly<Record<PriceKey, PriceOfKey>>;
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
