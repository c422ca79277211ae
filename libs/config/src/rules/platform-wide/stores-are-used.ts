import { STORE_KINDS, STORES, storesUsed } from '../../stores';
import type { PlatformWideRule } from '../rule';

/** A store that no service uses costs money and is one more thing to protect. */
export const storesAreUsed: PlatformWideRule = (services, platform) =>
  STORE_KINDS.flatMap((kind) => {
    const { one } = STORES[kind];
    return Object.keys(platform[kind])
      .filter((store) => !services.some(({ value }) => storesUsed(value, kind).includes(store)))
      .map((store) => ({
        service: 'platform' as const,
        path: [kind, store],
        given: store,
        restsOnServices: [[kind]],
        message: `is a ${one} that no service uses, and every environment would pay for it`,
        allowed: `a ${one} that at least one service names`,
        fix: `write ${store} under ${kind} in a service.yaml, or remove the ${one}`,
      }));
  });
