import type { Exact } from '../estimate-types';
import { NO_AMOUNT } from './amount';
import type { BilledCharge } from './charge';
import { RunningTotal } from './running-total';
import type { Amount } from './units';

/** What one usage type of one resource cost in a month. */
export interface BilledUsage {
  readonly usageType: string;
  readonly usd: Exact;
  /** In the price list's unit, such as hours or GB. Zero for fees and discounts. */
  readonly quantity: Exact;
}

/** What one resource cost in a month. */
export interface BilledResource {
  readonly stack: string;
  /** Undefined for what is tagged with the stack only. */
  readonly logicalId: string | undefined;
  readonly usages: readonly BilledUsage[];
}

/** What one service cost in a month. */
export interface ServiceSum {
  /** As the bill calls it. */
  readonly service: string;
  readonly usd: Exact;
}

/** Stacks of the bill that are not in the estimate and that a message names. */
const MAX_OTHERS = 10;

interface Month {
  readonly byResource: Map<string, Map<string, { readonly usd: RunningTotal; readonly quantity: RunningTotal }>>;
  readonly inStacks: Map<string, RunningTotal>;
  readonly elsewhere: Map<string, RunningTotal>;
}

/**
 * Sums of usage by month, resource and usage type, for the resources of some stacks; the rest by service. Memory grows with the
 * stacks, not with the rows of the bill.
 */
export class ResourceLedger {
  private readonly byMonth = new Map<string, Month>();
  private tagged = false;
  private readonly others = new Set<string>();

  /** @param stacks names of the stacks whose resources are kept apart */
  constructor(private readonly stacks: ReadonlySet<string>) {}

  /** Adds a charge. Support, tax, credits and refunds belong to no resource and are left out. */
  add(charge: BilledCharge): void {
    if (charge.kind !== 'usage') return;
    const month = this.monthOf(charge.month);
    const { resource, usage } = charge;
    if (resource !== undefined) this.tagged = true;
    if (resource === undefined || !this.stacks.has(resource.stack)) {
      addTo(month.elsewhere, charge.service, charge.amount);
      if (resource !== undefined && this.others.size < MAX_OTHERS) this.others.add(resource.stack);
      return;
    }
    addTo(month.inStacks, charge.service, charge.amount);
    const key = `${resource.stack}\n${resource.logicalId ?? ''}`;
    let usages = month.byResource.get(key);
    if (usages === undefined) month.byResource.set(key, (usages = new Map()));
    const type = usage?.type ?? '';
    let sums = usages.get(type);
    if (sums === undefined) usages.set(type, (sums = { usd: new RunningTotal(), quantity: new RunningTotal() }));
    sums.usd.add(charge.amount);
    sums.quantity.add(usage?.quantity ?? NO_AMOUNT);
  }

  /** Months with usage, rising: YYYY-MM. */
  months(): string[] {
    return [...this.byMonth.keys()].sort();
  }

  /** Whether any row has a tag of CloudFormation, of whatever stack. */
  hasTags(): boolean {
    return this.tagged;
  }

  /** The first stacks of the bill that are not kept apart, by name. */
  otherStacks(): string[] {
    return [...this.others].sort();
  }

  /** The resources of a month. */
  resources(month: string): BilledResource[] {
    return [...(this.byMonth.get(month)?.byResource ?? [])].map(([key, usages]) => {
      const [stack = '', logicalId = ''] = key.split('\n');
      return {
        stack,
        logicalId: logicalId === '' ? undefined : logicalId,
        usages: [...usages].map(([usageType, { usd, quantity }]) => ({
          usageType,
          usd: usd.value(),
          quantity: quantity.value(),
        })),
      };
    });
  }

  /** Usage of a month that belongs to these stacks, by service. */
  inStacks(month: string): ServiceSum[] {
    return servicesOf(this.byMonth.get(month)?.inStacks);
  }

  /** Usage of a month that belongs to none of these stacks, or has no tags. */
  elsewhere(month: string): ServiceSum[] {
    return servicesOf(this.byMonth.get(month)?.elsewhere);
  }

  private monthOf(name: string): Month {
    let month = this.byMonth.get(name);
    if (month === undefined) {
      month = { byResource: new Map(), inStacks: new Map(), elsewhere: new Map() };
      this.byMonth.set(name, month);
    }
    return month;
  }
}

function addTo(sums: Map<string, RunningTotal>, key: string, amount: Amount): void {
  let total = sums.get(key);
  if (total === undefined) sums.set(key, (total = new RunningTotal()));
  total.add(amount);
}

function servicesOf(sums: ReadonlyMap<string, RunningTotal> | undefined): ServiceSum[] {
  return [...(sums ?? [])].map(([service, usd]) => ({ service, usd: usd.value() }));
}
