import type { SeriesResult } from './outcome';
import { refuse } from './outcome';

interface Autocannon {
  readonly requests: Readonly<Record<string, unknown>>;
  readonly duration?: unknown;
  readonly connections?: unknown;
}

export function isAutocannon(value: unknown): value is Autocannon {
  const { requests, latency } = (value ?? {}) as { requests?: unknown; latency?: unknown };
  return typeof requests === 'object' && requests !== null && typeof latency === 'object' && latency !== null;
}

/** What `autocannon --json` prints: requests in each second, as a distribution. */
export function fromAutocannon({ requests, duration }: Autocannon): SeriesResult {
  const average = requests['average'] ?? requests['mean'];
  const seconds = typeof duration === 'number' && duration > 0 ? Math.max(1, Math.round(duration)) : 10;
  if (typeof average !== 'number' || !Number.isFinite(average) || average <= 0) {
    return refuse({
      path: 'requests.average',
      message: 'is not a rate of requests',
      given: JSON.stringify(average ?? null),
      allowed: 'a number above 0',
      fix: 'run autocannon again, with --json, against a service that answers',
    });
  }
  return {
    series: {
      kind: 'requests',
      source: 'autocannon',
      values: [average],
      stepSeconds: seconds,
      note: 'autocannon sends as fast as it gets answers: its average is the capacity of the tasks, not the demand of users',
    },
  };
}
