import type { Path } from '@careplane/problems';
import type { ParsedPlatform } from '../model';

/** Every place of platform.yaml that names a region. */
export function regionPlaces(platform: ParsedPlatform): { path: Path; region: string }[] {
  const environments = Object.entries(platform.environments).flatMap(([name, { region }]) =>
    region === undefined ? [] : [{ path: ['environments', name, 'region'], region }],
  );
  const { copyRegion } = platform.backup;
  return [
    { path: ['region'], region: platform.region },
    ...environments,
    ...(copyRegion === undefined ? [] : [{ path: ['backup', 'copyRegion'], region: copyRegion }]),
  ];
}
