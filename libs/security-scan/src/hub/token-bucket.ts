import type { Clock } from './clock';

export interface Rate {
  readonly perSecond: number;
  /** Calls that may go out at once after a pause. */
  readonly burst: number;
}

/**
 * Lets calls out at a rate. They go in the order in which they asked, and none before its time: the service counts the
 * same way and refuses what is too much.
 */
export class TokenBucket {
  /** When the bucket was, or will be, empty: each call moves it on by the time that one token takes to drip in. */
  private emptyAt: number;
  private readonly dripMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly rate: Rate,
  ) {
    this.dripMs = 1000 / rate.perSecond;
    this.emptyAt = clock.now() - rate.burst * this.dripMs;
  }

  /** Resolves when the call may go out. */
  async take(): Promise<void> {
    const now = this.clock.now();
    const full = now - this.rate.burst * this.dripMs;
    this.emptyAt = Math.max(this.emptyAt, full) + this.dripMs;
    const wait = this.emptyAt - now;
    if (wait > 0) await this.clock.sleep(Math.ceil(wait));
  }

  /** The service refused a call: others use up the rate too, so there is no burst left. */
  drain(): void {
    this.emptyAt = Math.max(this.emptyAt, this.clock.now());
  }
}
