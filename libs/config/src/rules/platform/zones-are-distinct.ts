import type { Path } from '@careplane/problems';
import type { PlatformRule } from '../rule';

export const zonesAreDistinct: PlatformRule = ({ network, environments }) => {
  const lists: [path: Path, zones: readonly string[]][] = [
    [['network', 'zones'], network.zones],
    ...Object.entries(environments).map(([name, environment]): [Path, readonly string[]] => [
      ['environments', name, 'network', 'zones'],
      environment.network?.zones ?? [],
    ]),
  ];
  return lists.flatMap(([path, zones]) =>
    new Set(zones).size === zones.length
      ? []
      : [{ path, message: 'lists a zone twice', allowed: 'each letter once', fix: 'remove the repetition' }],
  );
};
