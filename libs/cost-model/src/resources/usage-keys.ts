import { addedUsage } from './added-charges';
import type { UsageKey } from './priced-type';
import { pricedType } from './registry';

/** The usage keys of a resource type; none for one whose cost does not depend on usage. */
export function usageKeysOf(type: string): Readonly<Record<string, UsageKey>> {
  return { ...pricedType(type)?.usage, ...addedUsage(type) };
}
