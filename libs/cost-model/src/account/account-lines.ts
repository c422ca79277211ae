import type { Range, Line } from '../estimate-types';
import { addRanges, mapRange, NOTHING, sumRanges } from '../exact';
import { sharedFreeTier } from '../prices/free-tiers';
import { singleLine, tieredLines, type Charge } from './charged-lines';
import { compareText } from '@careplane/problems';

/**
 * Lines of each charge of an account. Tiers fill up in the order of the names, whatever the order of the
 * stacks, so that the same account gives the same figures.
 */
export function accountLines(charges: readonly Charge[]): (charge: Charge) => Line | readonly Line[] {
  const tiered: { charge: Charge; quantity: Range }[] = [];
  for (const charge of charges) {
    const { quantity } = charge.component;
    if (quantity !== undefined && charge.tiers.length > 1) tiered.push({ charge, quantity });
  }
  const lines = new Map<Charge, readonly Line[]>();
  const used = new Map<string, Range>();
  const freeElsewhere = freeUsedElsewhere();
  for (const { charge, quantity } of tiered.sort((a, b) => compareText(nameOf(a.charge), nameOf(b.charge)))) {
    const owner = charge.component.tiersOfResource === true ? nameOf(charge) : '';
    const meter = `${charge.price?.key ?? ''} ${charge.price?.reference.region ?? ''} ${owner}`;
    const before = used.get(meter) ?? NOTHING;
    used.set(meter, addRanges(before, quantity));
    lines.set(charge, tieredLines(charge, quantity, addRanges(before, freeElsewhere(charge, quantity))));
  }
  return (charge) => lines.get(charge) ?? singleLine(charge);
}

/**
 * Of a free quantity that several prices share, such as that of x86 and ARM functions, what the other prices have used. Tiers above
 * it then begin earlier by as much, which is far below what they begin at.
 */
function freeUsedElsewhere(): (charge: Charge, quantity: Range) => Range {
  const used = new Map<string, Map<string, Range>>();
  return ({ price, tiers }, quantity) => {
    const shared = price === undefined ? undefined : sharedFreeTier(price.key);
    if (price === undefined || shared === undefined || tiers[0]?.usd.isZero() !== true) return NOTHING;
    const name = `${shared.name} ${price.reference.region}`;
    const byPrice = used.get(name) ?? new Map<string, Range>();
    used.set(name, byPrice);
    const others = [...byPrice].filter(([key]) => key !== price.key).map(([, range]) => range);
    byPrice.set(price.key, addRanges(byPrice.get(price.key) ?? NOTHING, quantity));
    return mapRange(sumRanges(others), (sum) => (sum.gt(shared.quantity) ? shared.quantity : sum));
  };
}

function nameOf({ resource, component }: Charge): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}
