import type { Range, Estimate, ResourceVerdict } from '../estimate-types';
import { NOTHING, sumRanges } from '../exact';
import { isUnknown, lineChanges } from './line-changes';
import type { LineChange } from './line-changes';

/** A resource whose cost is not, or no longer, fully known. */
export interface UnknownChange {
  readonly verdict: ResourceVerdict;
  /** Not unknown before. */
  readonly isNew: boolean;
}

/**
 * The relation of the decided changes to the whole difference: exact, a limit, or unknown, because unknown costs are
 * both added and removed.
 */
export type Bound = 'exact' | 'at least' | 'at most' | 'unknown';

/** What the templates cost a month on one side of a change. */
export interface Side {
  readonly totalUsd: Range;
  /** The total is a lower limit, because a changed line or resource has an unknown cost on this side. */
  readonly isAtLeast: boolean;
}

export interface Difference {
  readonly before: Side;
  readonly after: Side;
  /** Sum of the changes that are decided. Only with the bound `exact` is it the whole difference. */
  readonly decidedUsd: Range;
  readonly bound: Bound;
  /** Largest change first. */
  readonly changes: readonly LineChange[];
  /** Of the estimate after the change. */
  readonly unknowns: readonly UnknownChange[];
}

const UNKNOWN = new Set(['needs usage', 'price unknown', 'unsupported']);

/** The changes between two estimates, and whether the difference of their totals is exact. */
export function difference(before: Estimate, after: Estimate): Difference {
  const changes = lineChanges(before, after).sort(
    (a, b) => weight(b).comparedTo(weight(a)) || (place(a) < place(b) ? -1 : 1),
  );
  const known = new Set(before.verdicts.filter(isOpen).map(identityOf));
  // These have no lines that could be compared.
  const come = unsupportedOnlyIn(after, before);
  const go = unsupportedOnlyIn(before, after);
  const undecided = changes.filter(({ deltaUsd }) => deltaUsd === undefined);
  const decidedUsd = sumRanges(changes.map(({ deltaUsd }) => deltaUsd ?? NOTHING));
  const mayRise = come || undecided.some((change) => change.after !== undefined);
  const mayFall = go || undecided.some((change) => change.before !== undefined);
  return {
    before: { totalUsd: before.totals, isAtLeast: go || undecided.some((change) => isUnknown(change.before)) },
    after: { totalUsd: after.totals, isAtLeast: come || undecided.some((change) => isUnknown(change.after)) },
    decidedUsd,
    bound: boundOf(decidedUsd, mayRise, mayFall),
    changes,
    unknowns: after.verdicts
      .filter(isOpen)
      .map((verdict) => ({ verdict, isNew: !known.has(identityOf(verdict)) }))
      .sort((a, b) => Number(b.isNew) - Number(a.isNew)),
  };
}

function boundOf(decidedUsd: Range, mayRise: boolean, mayFall: boolean): Bound {
  if (mayRise && mayFall) return 'unknown';
  // "At least -94.90" would read like a saving, but the unknown cost may be higher.
  if (mayRise) return decidedUsd.expected.isNegative() ? 'unknown' : 'at least';
  return mayFall ? 'at most' : 'exact';
}

function unsupportedOnlyIn(one: Estimate, other: Estimate): boolean {
  const there = new Set(other.verdicts.filter(isUnsupported).map(identityOf));
  return one.verdicts.some((verdict) => isUnsupported(verdict) && !there.has(identityOf(verdict)));
}

function isUnsupported({ verdict }: ResourceVerdict): boolean {
  return verdict === 'unsupported';
}

function isOpen({ verdict }: ResourceVerdict): boolean {
  return UNKNOWN.has(verdict);
}

function identityOf({ constructPath, resourceType, verdict }: ResourceVerdict): string {
  return `${constructPath}\n${resourceType}\n${verdict}`;
}

/** The weight of a change: its expected figure, then its low and high figures, which count a millionth. */
function weight({ deltaUsd = NOTHING }: LineChange) {
  const { low, expected, high } = deltaUsd;
  return expected.abs().plus(low.abs().plus(high.abs()).times('0.000001'));
}

function place({ constructPath, component }: LineChange): string {
  return `${constructPath}\n${component}`;
}
