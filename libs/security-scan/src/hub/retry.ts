import type { Clock } from './clock';

export interface RetryOptions {
  /** Calls in all. */
  readonly attempts: number;
  /** The first pause is at most this long, each further one twice as long. */
  readonly baseMs: number;
  readonly capMs: number;
}

/** More than a minute of pauses on average before a batch is given up. */
export const RETRY: RetryOptions = { attempts: 12, baseMs: 250, capMs: 20_000 };

/**
 * Pause before another attempt: any time up to the bound ("full jitter"), so that those who were refused together do not
 * come back together.
 *
 * @param failed attempts so far
 * @param random from 0 up to 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function pauseMs(failed: number, random: () => number, { baseMs, capMs }: RetryOptions = RETRY): number {
  return Math.round(random() * Math.min(capMs, baseMs * 2 ** (failed - 1)));
}

/** Wait that long. */
export async function pause(failed: number, clock: Clock, random: () => number): Promise<void> {
  await clock.sleep(pauseMs(failed, random));
}
