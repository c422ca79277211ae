import type { Environment, PlatformModel } from '@careplane/config';

/** Name of a store in AWS. It ends with the environment, as names of stacks do: permissions are limited by it. */
export function storeName(
  platform: Pick<PlatformModel, 'name'>,
  store: string,
  environment: Pick<Environment, 'name'>,
): string {
  return `${platform.name}-${store}-${environment.name}`;
}

/** Id of a store's construct: `CacheSessionStore` for `session-store`. Another id would replace the store. */
export function storeId(kind: string, store: string): string {
  const words = store.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${kind}${words.join('')}`;
}
