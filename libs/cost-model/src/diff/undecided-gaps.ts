import type { Gap, Openness } from '../coverage';
import type { Line } from '../estimate-types';
import type { Difference } from './difference';

/**
 * What the difference does not rest on: which kinds of amounts are missing in lines that changed and in new resources, and whether
 * usage was assumed for a changed line.
 */
export function undecidedGaps({ changes, unknowns }: Difference): ReadonlySet<Openness> {
  const lines = changes
    .filter(({ deltaUsd }) => deltaUsd === undefined)
    .flatMap(({ before, after }) => [before, after]);
  const ofLines = lines.flatMap((line) => (line === undefined ? [] : gapOf(line)));
  const ofResources = unknowns
    .filter(({ isNew }) => isNew)
    .map(({ verdict: { verdict } }): Gap => (verdict === 'needs usage' ? 'usage' : 'unpriced'));
  const isAssumed = changes.some(({ before, after }) => (after ?? before)?.isUsageAssumed === true);
  return new Set([...ofLines, ...ofResources, ...(isAssumed ? (['assumed'] as const) : [])]);
}

function gapOf({ monthlyUsd, isUsageMissing }: Line): Gap[] {
  if (monthlyUsd !== undefined) return [];
  return [isUsageMissing === true ? 'usage' : 'unpriced'];
}
