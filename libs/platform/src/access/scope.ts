import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';

/**
 * The scope that a stack belongs to, by its name: permissions are limited by names, because CloudFormation knows no other way.
 * A stack whose name ends in an environment's is that environment's, every other stack is shared. The rules about
 * environments' names see to it that no name can be read in two ways.
 */
export function scopeOfStack({ environments }: Pick<PlatformModel, 'environments'>, stackName: string): string {
  return environments.find(({ name }) => stackName.endsWith(`-${name}`))?.name ?? SHARED_SCOPE;
}

/** All scopes of a platform: `shared`, then its environments. */
export function scopesOf({ environments }: Pick<PlatformModel, 'environments'>): string[] {
  return [SHARED_SCOPE, ...environments.map(({ name }) => name)];
}
