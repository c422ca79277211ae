import type { Clock } from '../hub/clock';

/** A clock that only moves when everybody sleeps, and then to the one who wakes first: hours pass in milliseconds. */
export class VirtualClock implements Clock {
  private time: number;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(start = Date.parse('2026-11-20T10:00:00.000Z')) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ at: this.time + ms, wake }));
  }

  /** Let time pass until the promise is settled, or until `stopped` returns true because no one waits for it any more. */
  async run<T>(work: Promise<T>, stopped: () => boolean = () => false): Promise<T | undefined> {
    let settled = false;
    const watched = work.finally(() => (settled = true));
    watched.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return watched;
      if (stopped()) return undefined;
      const next = this.sleepers.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) throw new Error('everything waits, and no timer is set');
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}
