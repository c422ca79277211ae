import { nearest } from '@careplane/problems';
import type { PlatformWideRule } from '../rule';

/** An owner of a secret that no service has: a typing error would leave the secret without its owner. */
export const secretOwnersExist: PlatformWideRule = (services, platform) => {
  const known = services.flatMap(({ value: { name, secrets } }) => secrets.map((secret) => `${name}/${secret}`));
  return Object.keys(platform.handover.secretOwners)
    .filter((secret) => !known.includes(secret))
    .map((secret) => {
      const guess = nearest(secret, known);
      return {
        service: 'platform',
        path: ['handover', 'secretOwners', secret],
        restsOnServices: [['secrets'], ['name']],
        given: secret,
        message: 'is not a secret of any service',
        allowed: known.length === 0 ? 'no entry, because no service has a secret' : `one of ${known.join(', ')}`,
        fix: guess === undefined ? 'remove the entry, or add the secret to the service' : `did you mean "${guess}"?`,
      };
    });
};
