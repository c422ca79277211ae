import type { Range } from '../estimate-types';
import { assumedRange, type AssumedUsage, type UsageProfile } from './usage-profile';

/** The usage that is assumed for one resource, and which of it was asked for. */
export interface Assumptions {
  /** The assumed amount of a key, which the usage file does not have. */
  readonly amountOf: (type: string, key: string) => Range | undefined;
  /** Why the usage of a charge is that much: a phrase; undefined if nothing was assumed for its keys. */
  readonly reasonOf: (keys: string | undefined) => string | undefined;
}

/** Only what is given counts. */
export const NOTHING_ASSUMED: Assumptions = { amountOf: () => undefined, reasonOf: () => undefined };

/** @param profile undefined to assume nothing */
export function assumptions(profile: UsageProfile | undefined): Assumptions {
  if (profile === undefined) return NOTHING_ASSUMED;
  const taken = new Map<string, AssumedUsage>();
  return {
    amountOf: (type, key) => {
      const assumed = profile.amountOf(type, key);
      if (assumed === undefined) return undefined;
      taken.set(key, assumed);
      return assumedRange(assumed);
    },
    reasonOf: (keys = '') => {
      // A charge of several quantities names all of them: `monthlyRequests, requestDurationMs`.
      const reasons = keys.split(', ').flatMap((key) => taken.get(key)?.why ?? []);
      return reasons.length === 0 ? undefined : [...new Set(reasons)].join('; ');
    },
  };
}
