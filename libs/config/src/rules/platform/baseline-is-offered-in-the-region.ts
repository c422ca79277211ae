import type { Path } from '@careplane/problems';
import type { BaselinePart } from '../../schema/governance';
import type { ParsedPlatform } from '../../model';
import type { PlatformRule } from '../rule';

/**
 * Regions that lack a service of the baseline. As of 2026-11-28, from the endpoints of botocore 1.44.8
 * (https://github.com/boto/botocore/blob/develop/botocore/data/endpoints.json); all other regions have all of them.
 */
const LACKING: readonly (readonly [region: RegExp, part: BaselinePart, service: string])[] = [
  [/^ap-southeast-6$/, 'accountSettings', 'Amazon Inspector'],
  [/^us-gov-/, 'budget', 'AWS Budgets'],
];

/** Every region in which the platform would deploy its baseline, with the place that names it. */
function regionsOf(platform: ParsedPlatform): { region: string; path: Path }[] {
  return [
    { region: platform.region, path: ['region'] },
    ...Object.entries(platform.environments).flatMap(([name, { region }]) =>
      region === undefined ? [] : [{ region, path: ['environments', name, 'region'] }],
    ),
  ];
}

export const baselineIsOfferedInTheRegion: PlatformRule = (platform) => {
  const { governance } = platform;
  if (governance?.baseline !== 'own') return [];
  return regionsOf(platform).flatMap(({ region, path }) =>
    LACKING.filter(([pattern, part]) => pattern.test(region) && governance[part].enabled).map(([, part, service]) => ({
      path,
      restsOn: [path, ['governance', part]],
      message: `has no ${service}, which ${part} of the baseline needs`,
      given: region,
      allowed: 'a region with all services of the baseline',
      fix: `choose another region, or switch off governance.${part} with the reason`,
    })),
  );
};
