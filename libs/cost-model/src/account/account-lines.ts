import type { Range, Line } from '../estimate-types';
import { addRanges, NOTHING } from '../exact';
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
  for (const { charge, quantity } of tiered.sort((a, b) => compareText(nameOf(a.charge), nameOf(b.charge)))) {
    const owner = charge.component.tiersOfResource === true ? nameOf(charge) : '';
    const meter = `${charge.price?.key ?? ''} ${charge.price?.reference.region ?? ''} ${owner}`;
    const before = used.get(meter) ?? NOTHING;
    used.set(meter, addRanges(before, quantity));
    lines.set(charge, tieredLines(charge, quantity, before));
  }
  return (charge) => lines.get(charge) ?? singleLine(charge);
}

function nameOf({ resource, component }: Charge): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}
