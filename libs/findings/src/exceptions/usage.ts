import type { ExpiredException } from '../verdict';
import type { Exception } from './exception';
import { isExpired } from './match';
import type { ExceptionMatch } from './match';

/** Which exceptions spoke of anything, as findings go by. */
export class ExceptionUsage {
  private readonly matched = new Map<Exception, Set<string>>();
  private readonly countAgain = new Map<Exception, number>();

  /** @param counts the finding counts, because every exception that speaks of it has expired */
  add(matches: readonly ExceptionMatch[], counts: boolean): void {
    for (const { exception, ids } of matches) {
      const known = this.matched.get(exception) ?? new Set();
      for (const id of ids) known.add(id);
      this.matched.set(exception, known);
      if (counts) this.countAgain.set(exception, (this.countAgain.get(exception) ?? 0) + 1);
    }
  }

  /** Exceptions that no longer hold, and how many findings count again for it. */
  expired(exceptions: readonly Exception[], now: Date): ExpiredException[] {
    return exceptions
      .filter((one) => isExpired(one, now))
      .map((exception) => ({ exception, findings: this.countAgain.get(exception) ?? 0 }));
  }

  /** Exceptions that hold, with those of their ids that spoke of nothing. */
  unmatched(exceptions: readonly Exception[], now: Date): Exception[] {
    return exceptions
      .filter((one) => !isExpired(one, now))
      .map((one) => ({ ...one, ids: one.ids.filter((id) => !this.matched.get(one)?.has(id)) }))
      .filter(({ ids }) => ids.length > 0);
  }
}
