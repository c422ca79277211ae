import type { Exact, Range, Line } from '../estimate-types';
import { ZERO } from '../exact';
import { singleLine, tieredLines, type Charge, type Filled } from './charged-lines';
import { sharedFreeUse } from './shared-free-use';
import { compareText } from '@careplane/problems';

interface TieredCharge {
  readonly charge: Charge;
  readonly quantity: Range;
  /** What fills the same tiers has the same meter. */
  readonly meter: string;
  readonly filled: Filled[];
}

/** What each case adds to the one before it. */
const STEPS: readonly (readonly [from: keyof Range, amountOf: (quantity: Range) => Exact])[] = [
  ['low', ({ low }) => low],
  ['expected', ({ low, expected }) => expected.minus(low)],
  ['high', ({ expected, high }) => high.minus(expected)],
];

/**
 * Lines of each charge of an account. Tiers fill up in the order of the names, whatever the order of the
 * stacks, so that the same account gives the same figures.
 */
export function accountLines(charges: readonly Charge[]): (charge: Charge) => Line | readonly Line[] {
  const tiered: TieredCharge[] = [];
  for (const charge of charges) {
    const { quantity } = charge.component;
    if (quantity !== undefined && charge.tiers.length > 1)
      tiered.push({ charge, quantity, meter: meterOf(charge), filled: [] });
  }
  fillTiers(tiered.sort((a, b) => compareText(nameOf(a.charge), nameOf(b.charge))));
  const lines = new Map<Charge, readonly Line[]>();
  for (const { charge, quantity, filled } of tiered) lines.set(charge, tieredLines(charge, quantity, filled));
  return (charge) => lines.get(charge) ?? singleLine(charge);
}

/**
 * The low cases of all come first, then what the expected cases add to them, then what the high cases add: the sum in each case is
 * what the account pays in it, and no line costs less in a higher case because another one took its tier.
 */
function fillTiers(charges: readonly TieredCharge[]): void {
  const used = new Map<string, Exact>();
  const free = sharedFreeUse();
  for (const [from, amountOf] of STEPS) {
    for (const { charge, quantity, meter, filled } of charges) {
      const amount = amountOf(quantity);
      if (amount.isZero()) continue;
      const before = used.get(meter) ?? ZERO;
      used.set(meter, before.plus(amount));
      const start = before.plus(free.ofOthers(charge, amount));
      filled.push({ from, start, end: start.plus(amount) });
    }
  }
}

function meterOf({ resource, component, price }: Charge): string {
  const owner = component.tiersOfResource === true ? nameOf({ resource, component }) : '';
  return `${price?.key ?? ''} ${price?.reference.region ?? ''} ${owner}`;
}

function nameOf({ resource, component }: Pick<Charge, 'resource' | 'component'>): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}
