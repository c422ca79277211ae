import type { Guard } from './question';

const SILENT = new WeakMap<Guard, Guard>();
const MADE = new WeakSet<Guard>();

/** A resource for actions that its policy does not decide on: what is known of the resource stays. */
export function silent(guard: Guard): Guard {
  const known = SILENT.get(guard) ?? { ...guard, statements: [], isRequired: false, alsoCovers: [] };
  SILENT.set(guard, known);
  MADE.add(known);
  return known;
}

/** Whether a guard is one that `silent` made. */
export function isSilent(guard: Guard): boolean {
  return MADE.has(guard);
}
