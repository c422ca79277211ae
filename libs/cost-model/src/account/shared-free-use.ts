import type { Exact } from '../estimate-types';
import { ZERO } from '../exact';
import { sharedFreeTier } from '../prices/free-tiers';
import type { Charge } from './charged-lines';

/** Free quantities that several prices share, such as that of x86 and ARM functions. */
export interface SharedFreeUse {
  /**
   * What other prices have used of the free quantity of a charge, zero if it shares none; the charge then uses an amount of its own.
   * Tiers above the free one begin earlier by as much, which is far below what they begin at.
   */
  readonly ofOthers: (charge: Charge, amount: Exact) => Exact;
}

/** Nothing of any free quantity is used yet. */
export function sharedFreeUse(): SharedFreeUse {
  const used = new Map<string, Map<string, Exact>>();
  return {
    ofOthers: ({ price, tiers }, amount) => {
      const shared = price === undefined ? undefined : sharedFreeTier(price.key);
      if (price === undefined || shared === undefined || tiers[0]?.usd.isZero() !== true) return ZERO;
      const name = `${shared.name} ${price.reference.region}`;
      const byPrice = used.get(name) ?? new Map<string, Exact>();
      used.set(name, byPrice);
      let others = ZERO;
      for (const [key, sum] of byPrice) if (key !== price.key) others = others.plus(sum);
      byPrice.set(price.key, (byPrice.get(price.key) ?? ZERO).plus(amount));
      return others.gt(shared.quantity) ? shared.quantity : others;
    },
  };
}
