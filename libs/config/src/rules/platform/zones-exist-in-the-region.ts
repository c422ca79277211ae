import { AWS_REGIONS } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import type { ParsedPlatform } from '../../model';
import { locationIdOf } from '../../normalize';
import type { PlatformRule, RuleProblem } from '../rule';

export const zonesExistInTheRegion: PlatformRule = (platform) => [
  ...check(['network', 'zones'], platform.network.zones, platform.region),
  ...Object.entries(platform.environments).flatMap(([name, environment]) => {
    if (locationIdOf(platform, environment) === 'primary') return [];
    const region = environment.region ?? platform.region;
    const own = environment.network?.zones;
    if (own !== undefined) return check(['environments', name, 'network', 'zones'], own, region);
    // The platform's zones are used; the problem is there only if the platform's own region has them all.
    const missing = missingIn(platform.network.zones, region);
    return missing.length === 0 || missingIn(platform.network.zones, platform.region).length > 0
      ? []
      : [problem(['environments', name, 'region'], region, missing, region)];
  }),
];

type Zones = ParsedPlatform['network']['zones'];

function missingIn(zones: Zones, region: string): readonly string[] {
  const there = AWS_REGIONS[region]?.zones;
  return there === undefined ? [] : zones.filter((zone) => !there.includes(zone));
}

function check(path: Path, zones: Zones, region: string): RuleProblem[] {
  const missing = missingIn(zones, region);
  return missing.length === 0 ? [] : [problem(path, zones, missing, region)];
}

function problem(path: Path, given: unknown, missing: readonly string[], region: string): RuleProblem {
  const there = AWS_REGIONS[region]?.zones ?? [];
  return {
    path,
    restsOn: [path, ['region'], ['network', 'zones']],
    given,
    message: `needs the zone ${missing.join(', ')}, which ${region} does not have`,
    allowed: `zones ${there.join(', ')} in ${region}`,
    fix: `write ${JSON.stringify(there.slice(0, 2))} for the zones, or choose another region`,
  };
}
