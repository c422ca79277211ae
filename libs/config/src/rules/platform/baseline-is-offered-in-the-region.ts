import { missingService } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import type { BaselinePart } from '../../schema/governance';
import type { ParsedPlatform } from '../../model';
import type { PlatformRule } from '../rule';

/**
 * What a region lacks of the baseline. Inspector is set by a function and has no resource type: as of 2026-11-28, from the endpoints of
 * botocore 1.44.8 (https://github.com/boto/botocore/blob/develop/botocore/data/endpoints.json).
 */
function lacking(region: string): (readonly [part: BaselinePart, service: string])[] {
  const budgets = missingService('AWS::Budgets::Budget', region);
  return [
    ...(region === 'ap-southeast-6' ? [['accountSettings', 'Amazon Inspector'] as const] : []),
    ...(budgets === undefined ? [] : [['budget', budgets] as const]),
  ];
}

/** Where the platform would deploy its baseline, with the place of the file that names it. */
interface BaselinePlace {
  readonly account: string;
  readonly region: string;
  readonly path: Path;
}

function placesOf({ account, region, environments }: ParsedPlatform): BaselinePlace[] {
  return [
    { account, region, path: ['region'] },
    ...Object.entries(environments).flatMap(([name, own]) =>
      own.region === undefined
        ? []
        : [{ account: own.account ?? account, region: own.region, path: ['environments', name, 'region'] }],
    ),
  ];
}

export const baselineIsOfferedInTheRegion: PlatformRule = (platform) => {
  const { governance } = platform;
  if (governance?.baseline !== 'own') return [];
  const places = placesOf(platform);
  return places.flatMap(({ account, region, path }, index) => {
    // An account has one budget, in the first of its regions.
    const isFirst = places.findIndex((place) => place.account === account) === index;
    return lacking(region)
      .filter(([part]) => governance[part].enabled && (isFirst || part !== 'budget'))
      .map(([part, service]) => ({
        path,
        restsOn: [path, ['governance', part]],
        message: `does not have ${service}, which ${part} of the baseline needs`,
        given: region,
        allowed: 'a region with all services of the baseline',
        fix: `choose another region, or switch off governance.${part} with the reason`,
      }));
  });
};
