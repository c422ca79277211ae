import { nearest } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import { STORE_KINDS, STORES, storesUsed } from '../../stores';
import type { ServiceRule } from '../rule';

/** A service names stores that its platform has. */
export const storesExist: ServiceRule = (service, platform) =>
  STORE_KINDS.flatMap((kind) => {
    const known = Object.keys(platform[kind]);
    const { one } = STORES[kind];
    return storesUsed(service, kind).flatMap((store, index) => {
      if (known.includes(store)) return [];
      const path: Path = Array.isArray(service[kind]) ? [kind, index] : [kind, store];
      const guess = nearest(store, known);
      return [
        {
          path,
          given: store,
          restsOnPlatform: [[kind]],
          message: `is a ${one} that the platform does not have`,
          allowed: known.length === 0 ? `a ${one} of platform.yaml, which has none` : `one of ${known.join(', ')}`,
          fix: guess === undefined ? `add ${store} to ${kind} in platform.yaml` : `did you mean "${guess}"?`,
        },
      ];
    });
  });
