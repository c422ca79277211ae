import type { Exact } from '../estimate-types';
import { ZERO } from '../exact';
import type { BilledCharge, ChargeKind } from './charge';
import { RunningTotal } from './running-total';

/** What one service cost, month by month. */
export interface BilledService {
  readonly service: string;
  readonly kind: ChargeKind;
  readonly byMonth: ReadonlyMap<string, Exact>;
  readonly total: Exact;
}

/** A row that could not be read and is not in the sums. */
export interface BrokenRow {
  /** Row of the file, from 1. The header of a CSV counts as a row, as in a spreadsheet; Parquet has none. */
  readonly row: number;
  /** Set if the bill has several files. */
  readonly file?: string;
  readonly reason: string;
}

/** A bill by service and month. */
export interface Bill {
  readonly file: string;
  readonly format: string;
  /** What `services` are in truth, such as accounts or usage types, as the file calls it. @default services */
  readonly groupedBy?: string;
  readonly currency: string;
  /** The only provider whose charges are in the sums. */
  readonly provider: string;
  /** YYYY-MM, rising. */
  readonly months: readonly string[];
  /** Largest first. */
  readonly services: readonly BilledService[];
  readonly total: Exact;
  /** Rows that were read, broken ones not counted. */
  readonly rows: number;
  /** The first of the rows that were left out. */
  readonly broken: readonly BrokenRow[];
  readonly brokenCount: number;
}

/** Sums of charges by service, kind and month; memory grows with those, not with the rows. */
export class Ledger {
  private readonly sums = new Map<ChargeKind, Map<string, Map<string, RunningTotal>>>();

  add({ service, kind, month, amount }: BilledCharge): void {
    let byService = this.sums.get(kind);
    if (byService === undefined) this.sums.set(kind, (byService = new Map()));
    let byMonth = byService.get(service);
    if (byMonth === undefined) byService.set(service, (byMonth = new Map()));
    let total = byMonth.get(month);
    if (total === undefined) byMonth.set(month, (total = new RunningTotal()));
    total.add(amount);
  }

  services(): BilledService[] {
    return [...this.sums]
      .flatMap(([kind, byService]) =>
        [...byService].map(([service, totals]) => {
          const byMonth = new Map([...totals].map(([month, total]) => [month, total.value()]));
          return { service, kind, byMonth, total: sum(byMonth.values()) };
        }),
      )
      .sort((a, b) => b.total.comparedTo(a.total) || (a.service < b.service ? -1 : 1));
  }
}

/** The sum, exactly; zero of nothing. */
export function sum(values: Iterable<Exact>): Exact {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
