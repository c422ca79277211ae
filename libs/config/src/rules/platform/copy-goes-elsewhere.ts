import type { PlatformRule } from '../rule';

export const copyGoesElsewhere: PlatformRule = (platform) => {
  const { copyRegion } = platform.backup;
  const sameRegion = Object.values(platform.environments).find(
    (environment) => (environment.region ?? platform.region) === copyRegion,
  );
  if (copyRegion === undefined || sameRegion === undefined) return [];
  return [
    {
      path: ['backup', 'copyRegion'],
      message: 'is the region of an environment',
      allowed: 'a region without an environment',
      fix: 'choose another region, so that the loss of one region does not affect the copy',
    },
  ];
};
