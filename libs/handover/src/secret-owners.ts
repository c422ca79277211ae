import { join } from 'node:path';
import { PLATFORM_FILE } from '@careplane/config';
import type { PlatformModel, Service } from '@careplane/config';
import { nearest } from '@careplane/problems';
import type { Problem } from '@careplane/problems';

/**
 * Owners of secrets that no service has: a typing error would leave the secret without its owner.
 *
 * @param folder folder of the platform
 */
export function secretOwnerProblems({ services, handover }: PlatformModel, folder: string): Problem[] {
  const known = services.flatMap((service) => secretsOf(service).map((secret) => `${service.name}/${secret}`));
  return Object.entries(handover.secretOwners)
    .filter(([name]) => !known.includes(name))
    .map(([name, owner]) => {
      const guess = nearest(name, known);
      return {
        file: join(folder, PLATFORM_FILE),
        line: 0,
        path: `handover.secretOwners.${name}`,
        message: 'is not a secret of any service',
        given: JSON.stringify(owner),
        allowed: known.length === 0 ? 'no service has a secret' : known.join(', '),
        fix: guess === undefined ? 'remove the entry, or add the secret to the service' : `did you mean "${guess}"?`,
      };
    });
}

/** Variables of a service whose values are in Secrets Manager. A static site is public, and has none. */
export function secretsOf(service: Service): readonly string[] {
  return service.kind === 'static' ? [] : service.secrets;
}
