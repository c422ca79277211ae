import type { Exact, Range, Line } from '../estimate-types';
import { ZERO } from '../exact';
import { singleLine, tieredLines, type Charge, type Filled } from './charged-lines';
import { compareText } from '@careplane/problems';

interface TieredCharge {
  readonly charge: Charge;
  readonly quantity: Range;
}

/**
 * Lines of each charge of an account. Tiers fill up in the order of the names, whatever the order of the
 * stacks, so that the same account gives the same figures.
 */
export function accountLines(charges: readonly Charge[]): (charge: Charge) => Line | readonly Line[] {
  const tiered: TieredCharge[] = [];
  for (const charge of charges) {
    const { quantity } = charge.component;
    if (quantity !== undefined && charge.tiers.length > 1) tiered.push({ charge, quantity });
  }
  const meters = new Map<string, TieredCharge[]>();
  for (const each of tiered.sort((a, b) => compareText(nameOf(a.charge), nameOf(b.charge)))) {
    const meter = meterOf(each.charge);
    const sharing = meters.get(meter);
    if (sharing === undefined) meters.set(meter, [each]);
    else sharing.push(each);
  }
  const lines = new Map<Charge, readonly Line[]>();
  for (const sharing of meters.values()) {
    const filled = filledTiers(sharing.map(({ quantity }) => quantity));
    sharing.forEach(({ charge, quantity }, index) =>
      lines.set(charge, tieredLines(charge, quantity, filled[index] ?? [])),
    );
  }
  return (charge) => lines.get(charge) ?? singleLine(charge);
}

/** What fills the same tiers. */
function meterOf({ resource, component, price }: Charge): string {
  const owner = component.tiersOfResource === true ? nameOf({ resource, component }) : '';
  return `${price?.key ?? ''} ${price?.reference.region ?? ''} ${owner}`;
}

/**
 * Which parts of the tiers each of several quantities fills. The low cases of all come first, then what the expected cases add to
 * them, then what the high cases add: the sum in each case is what the account pays in it, and no line costs less in a higher case
 * because another one took its tier.
 */
function filledTiers(quantities: readonly Range[]): Filled[][] {
  const filled = quantities.map((): Filled[] => []);
  let used = ZERO;
  const fill = (from: keyof Range, amountOf: (quantity: Range) => Exact): void =>
    quantities.forEach((quantity, index) => {
      const start = used;
      used = used.plus(amountOf(quantity));
      if (used.gt(start)) filled[index]?.push({ from, start, end: used });
    });
  fill('low', ({ low }) => low);
  fill('expected', ({ low, expected }) => expected.minus(low));
  fill('high', ({ expected, high }) => high.minus(expected));
  return filled;
}

function nameOf({ resource, component }: Pick<Charge, 'resource' | 'component'>): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}
