import { regionNamed } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { StackTemplate } from '../template/template';
import { REGIONS } from './regions';

const regionLike = (given: string): string => regionNamed(given) ?? nearest(given, REGIONS) ?? 'us-east-2';

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
    allowed: `a region such as ${regionLike(given)}`,
    fix: `Give another one: --region ${regionLike(given)}.`,
  }));
}
