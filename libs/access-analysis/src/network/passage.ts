import type { StatementSource } from '../policy/statement';
import { ALL_TRAFFIC, intersection, NO_TRAFFIC, union } from './traffic';
import type { Traffic } from './traffic';

/** What gets through something: for certain, and perhaps. What is certain is possible too. */
export interface Passage {
  readonly certain: Traffic;
  readonly possible: Traffic;
  /** Why more is possible than certain. */
  readonly reasons: readonly string[];
  /** Rules that let it through, each with its traffic. */
  readonly rules: readonly { readonly traffic: Traffic; readonly source: StatementSource }[];
}

export const CLOSED: Passage = { certain: NO_TRAFFIC, possible: NO_TRAFFIC, reasons: [], rules: [] };
export const OPEN: Passage = { certain: ALL_TRAFFIC, possible: ALL_TRAFFIC, reasons: [], rules: [] };

/** Something that lets this traffic through, by a rule if it is given. */
export function letting(traffic: Traffic, source?: StatementSource): Passage {
  return {
    certain: traffic,
    possible: traffic,
    reasons: [],
    rules: source === undefined ? [] : [{ traffic, source }],
  };
}

/** The same passage, if something holds that is not known before deploy. */
export function perhaps(passage: Passage, reason: string): Passage {
  if (passage.possible.length === 0) return CLOSED;
  return { ...passage, certain: NO_TRAFFIC, reasons: [...passage.reasons, reason] };
}

/** One of several ways is enough. */
export function oneOf(ways: readonly Passage[]): Passage {
  const open = ways.filter(({ possible }) => possible.length > 0);
  return {
    certain: union(...open.map(({ certain }) => certain)),
    possible: union(...open.map(({ possible }) => possible)),
    reasons: [...new Set(open.flatMap(({ reasons }) => reasons))],
    rules: open.flatMap(({ rules }) => rules),
  };
}

/** All of them must let it through. */
export function allOf(parts: readonly Passage[]): Passage {
  const possible = parts.reduce<Traffic>((rest, part) => intersection(rest, part.possible), ALL_TRAFFIC);
  if (possible.length === 0) return CLOSED;
  return {
    certain: parts.reduce<Traffic>((rest, part) => intersection(rest, part.certain), ALL_TRAFFIC),
    possible,
    reasons: [...new Set(parts.flatMap(({ reasons }) => reasons))],
    rules: parts.flatMap(({ rules }) => rules).filter(({ traffic }) => intersection(traffic, possible).length > 0),
  };
}
