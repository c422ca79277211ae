import type { PlatformRule } from '../rule';

export const ownTagsAreReserved: PlatformRule = ({ tags }) =>
  Object.keys(tags)
    .filter((key) => key.toLowerCase().startsWith('careplane:'))
    .map((key) => ({
      path: ['tags', key],
      message: 'uses the prefix of the toolkit’s own tags',
      given: key,
      allowed: 'a key that does not begin with careplane:',
      fix: 'choose another key',
    }));
