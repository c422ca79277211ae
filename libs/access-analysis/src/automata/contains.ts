import { advance, closure, isEverything, isRun, matchesPattern, mayBegin, RUN_IN_FIELD } from './pattern';
import type { Pattern, Step } from './pattern';

/**
 * Whether every text of one pattern is surely in the set of another one. A wildcard of the one must meet a wildcard of the other one
 * that takes as much; so `false` may be wrong, and `true` is not.
 */
export function contains(outer: Pattern, inner: Pattern): boolean {
  if (isEverything(outer)) return true;
  if (inner.ignoresCase && !outer.ignoresCase) return false;
  const beginning = outer.ignoresCase && !inner.ignoresCase ? inner.prefix.toLowerCase() : inner.prefix;
  // What the outer one fixes, the inner one has to fix too.
  if (!beginning.startsWith(outer.prefix)) return false;
  if (outer.isBeginning) return true;
  if (inner.literal !== undefined) return matchesPattern(outer, inner.literal);
  if (outer.literal !== undefined || !mayBegin(outer, beginning, outer.ignoresCase)) return false;
  const byInner = WALKED.get(outer) ?? new WeakMap<Pattern, boolean>();
  WALKED.set(outer, byInner);
  const known = byInner.get(inner) ?? walk(outer, inner);
  byInner.set(inner, known);
  return known;
}

/** The patterns of a question and of a statement meet for many callers. */
const WALKED = new WeakMap<Pattern, WeakMap<Pattern, boolean>>();

/** Step by step, behind the beginning of the outer one. */
function walk(outer: Pattern, inner: Pattern): boolean {
  // The beginning that is fixed has been compared.
  const fixed = [...outer.prefix].length;
  let places = closure([fixed], outer.steps);
  for (const step of inner.steps.slice(fixed)) {
    places =
      typeof step === 'string'
        ? advance(places, outer.steps, step, outer.ignoresCase)
        : closure(
            places.flatMap((place) =>
              takes(outer.steps[place], step) ? [isRun(outer.steps[place]) ? place : place + 1] : [],
            ),
            outer.steps,
          );
    if (places.length === 0) return false;
  }
  return places.includes(outer.steps.length);
}

/** Whether a wildcard takes all that another one takes, at any length if the other one has any. */
function takes(outer: Step | undefined, inner: Exclude<Step, string>): boolean {
  if (outer === undefined || typeof outer === 'string') return false;
  const staysInField = (step: Step): boolean => step === 2 || step === RUN_IN_FIELD;
  if (isRun(inner) && !isRun(outer)) return false;
  return !staysInField(outer) || staysInField(inner);
}
