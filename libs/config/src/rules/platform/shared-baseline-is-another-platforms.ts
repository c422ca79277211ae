import type { PlatformRule } from '../rule';

export const sharedBaselineIsAnotherPlatforms: PlatformRule = ({ name, governance }) =>
  governance?.baseline !== name
    ? []
    : [
        {
          path: ['governance', 'baseline'],
          restsOn: [['governance', 'baseline'], ['name']],
          message: 'is this platform itself',
          allowed: 'own, or the name of another platform',
          fix: 'write own, or remove the key',
        },
      ];
