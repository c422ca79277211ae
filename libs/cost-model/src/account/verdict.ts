import type { Line, VerdictKind } from '../estimate-types';
import type { Component } from '../resources/priced-type';

/** What is known of a resource's cost: the worst of its charges decides. */
export function verdictOf(
  lines: readonly Line[],
  components: readonly Component[],
): { verdict: VerdictKind; reason?: string } {
  const withoutPrice = lines.filter(({ unitPriceUsd }) => unitPriceUsd === undefined);
  if (withoutPrice.length > 0) return { verdict: 'price unknown', reason: `No price for ${names(withoutPrice)}.` };
  const open = components.filter(({ quantity }) => quantity === undefined);
  const unresolved = open.filter(({ usageKey }) => usageKey === undefined);
  if (unresolved.length > 0) {
    return { verdict: 'price unknown', reason: `Quantity not known before deployment: ${names(unresolved)}.` };
  }
  if (open.length === 0) return { verdict: 'priced' };
  const reason = `Depends on usage: ${names(open)}.`;
  return { verdict: open.length === components.length ? 'needs usage' : 'priced', reason };
}

function names(charges: readonly { readonly component: string }[]): string {
  return [...new Set(charges.map(({ component }) => component))].join(', ');
}
