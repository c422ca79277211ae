import type { Band, Estimate, Line, ResourceVerdict } from '../estimate-types';
import { combineBands, NOTHING, sumBands } from '../exact';

/** What a change does to the monthly cost of one line. */
export interface LineChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly constructPath: string;
  readonly resourceType: string;
  readonly component: string;
  readonly before?: Line;
  readonly after?: Line;
  /** After less before; undefined as long as one of the two is not known. */
  readonly deltaUsd?: Band;
}

/** A resource whose cost is not, or no longer, fully known. */
export interface UnknownChange {
  readonly verdict: ResourceVerdict;
  /** Not unknown before. */
  readonly isNew: boolean;
}

export interface Difference {
  readonly before: Band;
  readonly after: Band;
  readonly deltaUsd: Band;
  /** Largest change first. */
  readonly changes: readonly LineChange[];
  /** Of the estimate after the change. */
  readonly unknowns: readonly UnknownChange[];
}

const UNKNOWN = new Set(['needs usage', 'price unknown', 'unsupported']);

/**
 * What changed between two estimates. Lines are the same when construct path, type and component are: a logical id may
 * change without anything else.
 */
export function difference(before: Estimate, after: Estimate): Difference {
  const old = keyed(before.lines);
  const fresh = keyed(after.lines);
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const change = changeOf(old.get(key), fresh.get(key));
    return change === undefined ? [] : [change];
  });
  const known = new Set(before.verdicts.filter(isUnknown).map(identityOf));
  return {
    before: before.totals,
    after: after.totals,
    deltaUsd: minus(after.totals, before.totals),
    changes: changes.sort((a, b) => weight(b).comparedTo(weight(a)) || (place(a) < place(b) ? -1 : 1)),
    unknowns: after.verdicts
      .filter(isUnknown)
      .map((verdict) => ({ verdict, isNew: !known.has(identityOf(verdict)) }))
      .sort((a, b) => Number(b.isNew) - Number(a.isNew)),
  };
}

function changeOf(before: Line | undefined, after: Line | undefined): LineChange | undefined {
  const line = after ?? before;
  if (line === undefined) return undefined;
  const { constructPath, resourceType, component } = line;
  const common = { constructPath, resourceType, component, ...(before && { before }), ...(after && { after }) };
  const from = before === undefined ? NOTHING : before.monthlyUsd;
  const to = after === undefined ? NOTHING : after.monthlyUsd;
  const deltaUsd = from === undefined || to === undefined ? undefined : minus(to, from);
  if (before === undefined) return { change: 'added', ...common, ...(deltaUsd && { deltaUsd }) };
  if (after === undefined) return { change: 'removed', ...common, ...(deltaUsd && { deltaUsd }) };
  if (from === undefined && to === undefined) return undefined;
  if (deltaUsd !== undefined && isNothing(deltaUsd)) return undefined;
  return { change: 'changed', ...common, ...(deltaUsd && { deltaUsd }) };
}

/** Several lines of one component, such as its tiers, are one here. */
function keyed(lines: readonly Line[]): Map<string, Line> {
  const byKey = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.constructPath}\n${line.resourceType}\n${line.component}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? line : merged(known, line));
  }
  return byKey;
}

function merged(a: Line, b: Line): Line {
  const sum = (x: Band | undefined, y: Band | undefined) =>
    x === undefined || y === undefined ? undefined : sumBands([x, y]);
  const { quantity: _quantity, monthlyUsd: _monthly, ...rest } = a;
  const quantity = sum(a.quantity, b.quantity);
  const monthlyUsd = sum(a.monthlyUsd, b.monthlyUsd);
  return { ...rest, ...(quantity && { quantity }), ...(monthlyUsd && { monthlyUsd }) };
}

function minus(a: Band, b: Band): Band {
  return combineBands(a, b, (x, y) => x.minus(y));
}

function isNothing({ low, expected, high }: Band): boolean {
  return low.isZero() && expected.isZero() && high.isZero();
}

function isUnknown({ verdict }: ResourceVerdict): boolean {
  return UNKNOWN.has(verdict);
}

function identityOf({ constructPath, resourceType, verdict }: ResourceVerdict): string {
  return `${constructPath}\n${resourceType}\n${verdict}`;
}

/** How much a change matters: by its expected figure, then by its edges, which weigh a millionth. */
function weight({ deltaUsd = NOTHING }: LineChange) {
  const { low, expected, high } = deltaUsd;
  return expected.abs().plus(low.abs().plus(high.abs()).times('0.000001'));
}

function place({ constructPath, component }: LineChange): string {
  return `${constructPath}\n${component}`;
}
