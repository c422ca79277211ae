import type { Line, VerdictKind } from '../estimate-types';
import type { Component } from '../resources/priced-type';

/** The verdict on a resource's cost. Its worst charge decides. */
export function verdictOf(
  lines: readonly Line[],
  charges: readonly { readonly component: Component }[],
): { verdict: VerdictKind; reason?: string } {
  if (lines.every(({ monthlyUsd }) => monthlyUsd !== undefined)) return PRICED;
  const withoutPrice = lines.filter(({ unitPriceUsd }) => unitPriceUsd === undefined);
  if (withoutPrice.length > 0)
    return { verdict: 'price unknown', reason: `The snapshot has no price for ${names(withoutPrice)}.` };
  const components = charges.map(({ component }) => component);
  const open = components.filter(({ quantity }) => quantity === undefined);
  const unresolved = open.filter(({ usageKey }) => usageKey === undefined);
  if (unresolved.length > 0) {
    return { verdict: 'price unknown', reason: `The quantity is known only at deployment: ${names(unresolved)}.` };
  }
  const reason = `Depends on usage: ${names(open)}.`;
  return { verdict: open.length === components.length ? 'needs usage' : 'priced', reason };
}

const PRICED = { verdict: 'priced' } as const;

function names(charges: readonly { readonly component: string }[]): string {
  return [...new Set(charges.map(({ component }) => component))].join(', ');
}
