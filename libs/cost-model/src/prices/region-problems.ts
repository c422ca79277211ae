import type { Problem } from '../problem';
import type { StackTemplate } from '../template/template';
import { nearest } from '../nearest';
import { REGIONS } from './regions';

/** Regions that AWS does not have: nothing could be priced there. */
export function regionProblems(templates: readonly StackTemplate[], region: string): Problem[] {
  const places = [
    { file: '(command line)', region },
    ...templates.map(({ file, region: own }) => ({ file, region: own })),
  ];
  const wrong = places.filter((place) => place.region !== undefined && !REGIONS.includes(place.region));
  const byRegion = new Map(wrong.map((place) => [place.region, place]));
  return [...byRegion.values()].map(({ file, region: given = '' }) => ({
    file,
    line: 1,
    path: 'region',
    message: 'is not an AWS region that Careplane knows',
    given,
    allowed: `a region such as ${nearest(given, REGIONS) ?? 'us-east-2'}`,
    fix: `Give another one: --region ${nearest(given, REGIONS) ?? 'us-east-2'}.`,
  }));
}
