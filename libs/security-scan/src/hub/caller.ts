import type { Clock } from './clock';
import { meaningOf } from './failure';
import { pause, RETRY } from './retry';
import { TokenBucket } from './token-bucket';
import type { Rate } from './token-bucket';

/**
 * A little below what the service allows (10 a second with bursts of 30, and 3 with 6): calls that set out in time may
 * arrive closer together.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html
 */
export const IMPORT_RATE: Rate = { perSecond: 9.6, burst: 24 };
export const LIST_RATE: Rate = { perSecond: 2.8, burst: 4 };

/** The service will not do it, however often it is asked; the message is a sentence for people. */
export class HubRefused extends Error {
  constructor(
    message: string,
    /** Security Hub CSPM is not enabled in this account and region. */
    readonly notEnabled = false,
  ) {
    super(message);
  }
}

/** Calls one operation of the service: at its rate, and again when that may help. */
export class HubCaller {
  private readonly bucket: TokenBucket;

  constructor(
    rate: Rate,
    private readonly region: string,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {
    this.bucket = new TokenBucket(clock, rate);
  }

  /** @throws `HubRefused` */
  async call<T>(operation: () => Promise<T>): Promise<T> {
    for (let failed = 1; ; failed += 1) {
      await this.bucket.take();
      try {
        return await operation();
      } catch (error) {
        const { transient, throttled, message, notEnabled } = meaningOf(error, this.region);
        if (throttled) this.bucket.drain();
        if (!transient || failed === RETRY.attempts) throw new HubRefused(message, notEnabled);
        await pause(failed, this.clock, this.random);
      }
    }
  }

  /** Before findings that the service did not take are sent once more. */
  pause(failed: number): Promise<void> {
    return pause(failed, this.clock, this.random);
  }
}
