import type { Clause } from '../automata/language';
import { wildcardPattern } from '../automata/pattern';
import { PrefixIndex } from '../automata/prefix-index';
import type { Guard } from './question';

/** Resources with policies, by what they cover and by service. */
export interface GuardIndex {
  readonly byService: ReadonlyMap<string, readonly Guard[]>;
  readonly index: PrefixIndex<number>;
}

const GUARD_INDEXES = new WeakMap<readonly Guard[], GuardIndex>();

/** The index of a list of guards, made once. */
export function guardIndexOf(guards: readonly Guard[]): GuardIndex {
  const known = GUARD_INDEXES.get(guards);
  if (known !== undefined) return known;
  const index = new PrefixIndex(
    guards.flatMap((guard, position) => coverage(guard).patterns.map((pattern) => [pattern, position] as const)),
  );
  const made = { byService: groupedByService(guards), index };
  GUARD_INDEXES.set(guards, made);
  return made;
}

function groupedByService(guards: readonly Guard[]): ReadonlyMap<string, readonly Guard[]> {
  const grouped = new Map<string, Guard[]>();
  for (const guard of guards) {
    const known = grouped.get(serviceOf(guard));
    if (known === undefined) grouped.set(serviceOf(guard), [guard]);
    else known.push(guard);
  }
  return grouped;
}

/** The service in the ARN of a guard. */
export function serviceOf({ arn }: Guard): string {
  return arn.split(':')[2] ?? '';
}

const COVERAGE = new WeakMap<Guard, Clause>();

/** The resources that a policy is about. */
export function coverage(guard: Guard): Clause {
  const known = COVERAGE.get(guard);
  if (known !== undefined) return known;
  const patterns = [guard.arn, ...guard.alsoCovers].map((arn) => wildcardPattern(arn));
  const clause = { patterns, inside: true };
  COVERAGE.set(guard, clause);
  return clause;
}
