import type { Line, VerdictKind } from '../estimate-types';
import type { Component } from '../resources/priced-type';
import type { Charge } from './charged-lines';

/** The verdict on a resource's cost. Its worst charge decides. */
export function verdictOf(
  lines: readonly Line[],
  charges: readonly Pick<Charge, 'component' | 'assumed'>[],
): { verdict: VerdictKind; reason?: string } {
  if (lines.every(({ monthlyUsd, isUsageAssumed }) => monthlyUsd !== undefined && isUsageAssumed !== true))
    return PRICED;
  const components = charges.map(({ component }) => component);
  const reasons = [...missingPrices(lines, components), ...leftOut(components), ...unresolvedOf(components)];
  if (reasons.length > 0) return { verdict: 'price unknown', reason: reasons.join(' ') };
  const open = components.filter(({ quantity }) => quantity === undefined);
  const assumed = charges.filter((charge) => charge.assumed !== undefined && charge.component.quantity !== undefined);
  const reason = [
    ...(open.length === 0 ? [] : [`Depends on usage: ${names(open)}.`]),
    ...(assumed.length === 0 ? [] : [`Usage is assumed: ${names(assumed.map(({ component }) => component))}.`]),
  ].join(' ');
  return { verdict: kindOf(components.length, open.length, assumed.length), reason };
}

function kindOf(all: number, open: number, assumed: number): VerdictKind {
  if (open === all) return 'needs usage';
  return open + assumed === all ? 'usage assumed' : 'priced';
}

const PRICED = { verdict: 'priced' } as const;

function missingPrices(lines: readonly Line[], components: readonly Component[]): string[] {
  const named = new Set(components.filter(({ notIncluded }) => notIncluded !== undefined).map(nameOf));
  const without = lines.filter((line) => line.unitPriceUsd === undefined && !named.has(nameOf(line)));
  return without.length === 0 ? [] : [`The snapshot has no price for ${names(without)}.`];
}

function leftOut(components: readonly Component[]): string[] {
  const left = components.filter(({ notIncluded }) => notIncluded !== undefined);
  return left.length === 0 ? [] : [`Not included: ${names(left)}.`];
}

function unresolvedOf(components: readonly Component[]): string[] {
  const unresolved = components.filter(
    ({ quantity, usageKey, notIncluded }) =>
      quantity === undefined && usageKey === undefined && notIncluded === undefined,
  );
  return unresolved.length === 0 ? [] : [`The quantity is known only at deployment: ${names(unresolved)}.`];
}

function nameOf({ component }: { readonly component: string }): string {
  return component;
}

function names(charges: readonly { readonly component: string }[]): string {
  return [...new Set(charges.map(nameOf))].join(', ');
}
