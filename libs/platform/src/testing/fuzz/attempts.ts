import { constant, integer, sample, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { bases } from './bases';
import type { Documents } from './bases';
import { changedFrom } from './changes';
import type { Attempts, Changed } from './changes';
import { valuesOf } from './values';
import { misspelt, wrongValuesFor } from './wrong-values';

/** Values that are tried, by what they are for. */
export const ATTEMPTS = {
  valid: { valuesFor: valuesOf, most: 4 },
  wrong: { valuesFor: wrongValuesFor, namesFor: misspelt, most: 1 },
} satisfies Record<string, Attempts>;

/** Which documents are made. */
export interface SampleSettings {
  /** Of fast-check: the same seed gives the same documents. */
  readonly seed: number;
  /** Documents to try at most. */
  readonly documents: number;
  /** `valid` tries what the schema accepts, `wrong` what is wrong or nearly right. @default valid */
  readonly values?: keyof typeof ATTEMPTS;
}

/** Documents made at a time: to make all of them first takes as long as to try many. */
const AT_A_TIME = 100;

/** Documents, and how they differ from valid ones. */
export interface Attempt {
  readonly base: Documents;
  readonly tried: Documents;
  readonly keys: readonly string[];
}

/** Documents of which one differs from a valid one: with two, hardly any model would load. */
function attempts(how: Attempts): Arbitrary<Attempt> {
  return bases.chain((base) =>
    integer({ min: -1, max: base.services.length - 1 }).chain((index): Arbitrary<Attempt> => {
      const attempt = (kind: string, { keys }: Changed, tried: Documents): Attempt => ({
        base,
        tried,
        keys: keys.map((key) => `${kind} ${key}`),
      });
      const service = base.services[index];
      if (service === undefined) {
        return changedFrom('platform', base.platform, how).map((changed) =>
          attempt('platform', changed, { ...base, platform: changed.document }),
        );
      }
      return tuple(changedFrom('service', service, how), constant(index)).map(([changed, at]) =>
        attempt(String(service['kind'] ?? 'web'), changed, {
          ...base,
          services: base.services.with(at, changed.document),
        }),
      );
    }),
  );
}

/** So many documents; the same seed gives the same ones. */
export function* documentsOf({ seed, documents, values = 'valid' }: SampleSettings): Generator<Attempt> {
  const arbitrary = attempts(ATTEMPTS[values]);
  for (let made = 0; made < documents; made += AT_A_TIME) {
    // Two seeds share no documents.
    yield* sample(arbitrary, { seed: seed * 1_000_003 + made, numRuns: Math.min(AT_A_TIME, documents - made) });
  }
}
