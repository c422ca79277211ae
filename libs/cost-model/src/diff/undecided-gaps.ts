import type { Gap } from '../coverage';
import type { Line } from '../estimate-types';
import type { Difference } from './difference';

/** Why the whole difference is not decided: which kinds of amounts are missing in lines that changed, and in new resources. */
export function undecidedGaps({ changes, unknowns }: Difference): ReadonlySet<Gap> {
  const lines = changes
    .filter(({ deltaUsd }) => deltaUsd === undefined)
    .flatMap(({ before, after }) => [before, after]);
  const ofLines = lines.flatMap((line) => (line === undefined ? [] : gapOf(line)));
  const ofResources = unknowns
    .filter(({ isNew }) => isNew)
    .map(({ verdict: { verdict } }): Gap => (verdict === 'needs usage' ? 'usage' : 'unpriced'));
  return new Set([...ofLines, ...ofResources]);
}

function gapOf({ monthlyUsd, isUsageMissing }: Line): Gap[] {
  if (monthlyUsd !== undefined) return [];
  return [isUsageMissing === true ? 'usage' : 'unpriced'];
}
