import { locationIdOf, networkOf } from '../../normalize';
import type { PlatformRule } from '../rule';

export const sameLocationSameNetwork: PlatformRule = (platform) => {
  const firstAt = new Map<string, string>();
  return Object.entries(platform.environments).flatMap(([name, environment]) => {
    const location = locationIdOf(platform, environment);
    const first = firstAt.get(location);
    if (first === undefined) {
      firstAt.set(location, name);
      return [];
    }
    const other = platform.environments[first];
    if (
      other === undefined ||
      JSON.stringify(networkOf(platform, environment)) === JSON.stringify(networkOf(platform, other))
    )
      return [];
    return [
      {
        path: ['environments', name, 'network'],
        restsOn: [
          ['network'],
          ...[name, first].flatMap((each) =>
            ['network', 'account', 'region'].map((key) => ['environments', each, key]),
          ),
        ],
        message: `differs from that of ${first}, which is in the same account and region, and therefore in the same VPC`,
        allowed: `the network of ${first}`,
        fix: 'make the two the same',
      },
    ];
  });
};
