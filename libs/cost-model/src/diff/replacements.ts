import type { Line } from '../estimate-types';

/** A charge that is another one of its kind after the change, such as an instance of another class. */
export interface Replacement {
  readonly before: Line;
  readonly after: Line;
  /** `db.t4g.medium → db.r7g.large`: the details that differ. */
  readonly replaced: string;
}

/**
 * Charges of one resource that differ only in the details behind their name: `Volume (gp2)` and `Volume (gp3)`. Only where one went
 * and one came; a tier of a price is not a detail.
 */
export function replacements(gone: readonly Line[], come: readonly Line[]): Replacement[] {
  const after = grouped(come);
  return [...grouped(gone)].flatMap(([kind, [before, ...others]]) => {
    const [fresh, ...more] = after.get(kind) ?? [];
    if (before === undefined || fresh === undefined || others.length + more.length > 0) return [];
    return [{ before, after: fresh, replaced: differenceOf(detailsOf(before), detailsOf(fresh)) }];
  });
}

function grouped(lines: readonly Line[]): Map<string, Line[]> {
  const kinds = new Map<string, Line[]>();
  for (const line of lines.filter(({ component }) => DETAILS.test(component) && !TIER.test(component))) {
    const kind = [line.constructPath, line.resourceType, line.component.replace(DETAILS, '')].join('\n');
    kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  return kinds;
}

const DETAILS = / \(([^()]*)\)$/;
const TIER = / \((?:first|next|over) \d[^()]*\)$/;

function detailsOf({ component }: Line): string[] {
  return DETAILS.exec(component)?.[1]?.split(', ') ?? [];
}

/** The details without those that both have. */
function differenceOf(before: readonly string[], after: readonly string[]): string {
  const only = (one: readonly string[], other: readonly string[]) => one.filter((each) => !other.includes(each));
  const named = (details: readonly string[], all: readonly string[]) => (details.length > 0 ? details : all).join(', ');
  return `${named(only(before, after), before)} → ${named(only(after, before), after)}`;
}
