import type { PlatformRule } from '../rule';

export const zonesAreDistinct: PlatformRule = (platform) => {
  const zones = platform.network.zones;
  return new Set(zones).size === zones.length
    ? []
    : [
        {
          path: ['network', 'zones'],
          message: 'lists a zone twice',
          allowed: 'each letter once',
          fix: 'remove the repetition',
        },
      ];
};
