import { mayBeMet, meets } from '../automata/language';
import type { Clause } from '../automata/language';
import { contains } from '../automata/contains';
import { isEverything } from '../automata/pattern';
import { boundClause } from '../conditions/solve';
import type { Mode } from '../conditions/solve';
import type { StringSet } from '../policy/text';

/** By the demand and its mode; `null`: no text meets it. */
type Narrowed = Record<'in' | 'out', Partial<Record<Mode, readonly Clause[] | null>>>;

/** The same demands meet the same statements for many callers. */
const KNOWN = new WeakMap<readonly Clause[], WeakMap<StringSet, Narrowed>>();

/** Demands and one more: to be in a set of a statement, or outside. Undefined if no text meets all of them. */
export function narrow(
  clauses: readonly Clause[],
  set: StringSet,
  inside: boolean,
  mode: Mode,
): readonly Clause[] | undefined {
  const bySet = KNOWN.get(clauses) ?? new WeakMap<StringSet, Narrowed>();
  KNOWN.set(clauses, bySet);
  const narrowed: Narrowed = bySet.get(set) ?? { in: {}, out: {} };
  bySet.set(set, narrowed);
  const byMode = narrowed[inside ? 'in' : 'out'];
  const known = byMode[mode];
  if (known !== undefined) return known ?? undefined;
  const found = narrowBy(clauses, boundClause(set, inside, mode));
  byMode[mode] = found ?? null;
  return found;
}

function narrowBy(clauses: readonly Clause[], clause: Clause): readonly Clause[] | undefined {
  if (clause.patterns.some(isEverything)) return clause.inside ? clauses : undefined;
  if (clause.patterns.length === 0) return clause.inside ? undefined : clauses;
  const [only] = clauses;
  // A list of texts gets shorter; it needs no automaton.
  if (only !== undefined && clauses.length === 1 && isList(only) && sameCase(only, clause)) {
    const left = only.patterns.filter(({ literal = '' }) => meets(clause, literal));
    if (left.length === 0) return undefined;
    return left.length === only.patterns.length ? clauses : [{ patterns: left, inside: true }];
  }
  if (clauses.some((each) => isWithin(each, clause))) return clause.inside ? clauses : undefined;
  const both = [...clauses, clause];
  return mayBeMet(both) ? both : undefined;
}

/** Whether all texts of a demand are surely in the sets of another one, whether that asks to be inside or outside. */
function isWithin({ patterns, inside }: Clause, { patterns: outer }: Clause): boolean {
  return inside && patterns.every((pattern) => outer.some((each) => contains(each, pattern)));
}

function isList({ inside, patterns }: Clause): boolean {
  return inside && patterns.every(({ literal }) => literal !== undefined);
}

function sameCase(a: Clause, b: Clause): boolean {
  const ignores = a.patterns.some(({ ignoresCase }) => ignoresCase);
  return b.patterns.every(({ ignoresCase }) => ignoresCase === ignores);
}
