import type { Range } from '../estimate-types';
import { assumedRange, type AssumedUsage, type UsageProfile } from './usage-profile';

/** The usage that is assumed for one resource, and which of it was asked for. */
export interface Assumptions {
  /** The assumed amount of a key, which the usage file does not have. */
  readonly amountOf: (type: string, key: string) => Range | undefined;
  /** Why the usage of a charge is that much: a phrase; undefined if nothing was assumed for its keys. */
  readonly reasonOf: (keys: string | undefined) => string | undefined;
}

/** A charge, as far as usage decides it. */
interface UsageCharge {
  readonly quantity?: Range | undefined;
  readonly usageKey?: string | undefined;
}

/**
 * The usage keys that charges of a resource wait for. A key whose own charge has a quantity is decided, even if another charge names
 * it too: the runs of a canary follow from its schedule.
 */
export function openKeysOf(charges: readonly UsageCharge[]): ReadonlySet<string> {
  const keysOf = ({ usageKey = '' }: UsageCharge) => usageKey.split(', ');
  const decided = new Set(charges.filter(({ quantity }) => quantity !== undefined).flatMap(keysOf));
  const waiting = charges.filter(({ quantity, usageKey }) => quantity === undefined && usageKey !== undefined);
  return new Set(waiting.flatMap(keysOf).filter((key) => !decided.has(key)));
}

/** Only what is given counts. */
export const NOTHING_ASSUMED: Assumptions = { amountOf: () => undefined, reasonOf: () => undefined };

/**
 * @param profile undefined to assume nothing
 * @param open keys of the charges that wait for usage; for others, which the template decides or which are optional, nothing is assumed
 */
export function assumptions(profile: UsageProfile | undefined, open: ReadonlySet<string>): Assumptions {
  if (profile === undefined || open.size === 0) return NOTHING_ASSUMED;
  const taken = new Map<string, AssumedUsage>();
  return {
    amountOf: (type, key) => {
      const assumed = open.has(key) ? profile.amountOf(type, key) : undefined;
      if (assumed === undefined) return undefined;
      taken.set(key, assumed);
      return assumedRange(assumed);
    },
    reasonOf: (keys = '') => {
      // A charge of several quantities names all of them: `monthlyRequests, requestDurationMs`. One that names none of what was taken has
      // changed with the resource, such as the throughput that storage brings.
      const own = keys.split(', ').flatMap((key) => taken.get(key)?.why ?? []);
      const reasons = own.length > 0 ? own : [...taken.values()].map(({ why }) => why);
      return reasons.length === 0 ? undefined : [...new Set(reasons)].join('; ');
    },
  };
}
