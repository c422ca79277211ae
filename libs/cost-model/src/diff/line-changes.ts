import type { Range, Estimate, Line } from '../estimate-types';
import { replacements } from './replacements';
import { combineRanges, NOTHING, sumRanges } from '../exact';

/** What a change does to the monthly cost of one line. */
export interface LineChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly constructPath: string;
  readonly resourceType: string;
  readonly component: string;
  readonly before?: Line;
  readonly after?: Line;
  /** What is another one of the same charge, such as its class: `db.t4g.medium → db.r7g.large`. */
  readonly replaced?: string;
  /**
   * After minus before. Undefined (undecided) if either is unknown, or if an unknown charge replaces a known charge of
   * the same resource.
   */
  readonly deltaUsd?: Range;
}

/**
 * The lines that are not the same in two estimates. Lines are compared by construct path, type and component: a logical
 * id may change without anything else.
 */
export function lineChanges(before: Estimate, after: Estimate): LineChange[] {
  const old = keyed(before.lines);
  const fresh = keyed(after.lines);
  const pairs = replacements(onlyIn(old, fresh), onlyIn(fresh, old));
  const paired = new Set(pairs.flatMap((pair) => [pair.before, pair.after]));
  const single = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), fresh.get(key)];
    if ((from && paired.has(from)) || (to && paired.has(to))) return [];
    return changeOf(from, to) ?? [];
  });
  const changes = [
    ...single,
    ...pairs.flatMap(({ before: from, after: to, replaced }) => {
      const change = changeOf(from, to, true);
      return change === undefined ? [] : [{ ...change, replaced }];
    }),
  ];
  const unknownBefore = new Set(changes.filter((change) => isUnknown(change.before)).map(resourceOf));
  const unknownAfter = new Set(changes.filter((change) => isUnknown(change.after)).map(resourceOf));
  return changes.map((change) => {
    const other = { added: unknownBefore, removed: unknownAfter, changed: undefined }[change.change];
    return other?.has(resourceOf(change)) ? undecided(change) : change;
  });
}

/** Whether a line is there, and what it costs is not known. */
export function isUnknown(line: Line | undefined): boolean {
  return line !== undefined && line.monthlyUsd === undefined;
}

/** @param isReplaced the two lines are not one charge: they differ even if their amounts do not */
function changeOf(before: Line | undefined, after: Line | undefined, isReplaced = false): LineChange | undefined {
  const line = after ?? before;
  if (line === undefined) return undefined;
  const { constructPath, resourceType, component } = line;
  const common = { constructPath, resourceType, component, ...(before && { before }), ...(after && { after }) };
  const from = before === undefined ? NOTHING : before.monthlyUsd;
  const to = after === undefined ? NOTHING : after.monthlyUsd;
  const deltaUsd = from === undefined || to === undefined ? undefined : minus(to, from);
  if (before === undefined) return { change: 'added', ...common, ...(deltaUsd && { deltaUsd }) };
  if (after === undefined) return { change: 'removed', ...common, ...(deltaUsd && { deltaUsd }) };
  if (!isReplaced && from === undefined && to === undefined && isSameCharge(before, after)) return undefined;
  if (!isReplaced && deltaUsd !== undefined && isNothing(deltaUsd)) return undefined;
  return { change: 'changed', ...common, ...(deltaUsd && { deltaUsd }) };
}

/** Two lines whose cost is not known, and nothing that is known of them differs. */
function isSameCharge(a: Line, b: Line): boolean {
  return (
    isSame(a.quantity, b.quantity) &&
    (a.unitPriceUsd === undefined || b.unitPriceUsd === undefined
      ? a.unitPriceUsd === b.unitPriceUsd
      : a.unitPriceUsd.eq(b.unitPriceUsd))
  );
}

function isSame(a: Range | undefined, b: Range | undefined): boolean {
  return a === undefined || b === undefined ? a === b : isNothing(minus(a, b));
}

function undecided({ deltaUsd: _delta, ...rest }: LineChange): LineChange {
  return rest;
}

function onlyIn(one: ReadonlyMap<string, Line>, other: ReadonlyMap<string, Line>): Line[] {
  return [...one].flatMap(([key, line]) => (other.has(key) ? [] : [line]));
}

/** Several lines of one component, such as its tiers, are one here. */
function keyed(lines: readonly Line[]): Map<string, Line> {
  const byKey = new Map<string, Line>();
  for (const line of lines) {
    const key = `${resourceOf(line)}\n${line.component}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? line : merged(known, line));
  }
  return byKey;
}

function merged(a: Line, b: Line): Line {
  const sum = (x: Range | undefined, y: Range | undefined) =>
    x === undefined || y === undefined ? undefined : sumRanges([x, y]);
  const { quantity: _quantity, monthlyUsd: _monthly, ...rest } = a;
  const quantity = sum(a.quantity, b.quantity);
  const monthlyUsd = sum(a.monthlyUsd, b.monthlyUsd);
  return { ...rest, ...(quantity && { quantity }), ...(monthlyUsd && { monthlyUsd }) };
}

function minus(a: Range, b: Range): Range {
  return combineRanges(a, b, (x, y) => x.minus(y));
}

function isNothing({ low, expected, high }: Range): boolean {
  return low.isZero() && expected.isZero() && high.isZero();
}

function resourceOf({ constructPath, resourceType }: LineChange | Line): string {
  return `${constructPath}\n${resourceType}`;
}
