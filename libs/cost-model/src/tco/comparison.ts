import type { Bill, BilledService } from '../billing/bill';
import { sum } from '../billing/bill';
import type { Range, Estimate, Exact } from '../estimate-types';
import { addRanges, exact, flat, NOTHING, scaleRange, ZERO } from '../exact';
import { byService } from '../render/groups';
import { assumedSentence } from '../render/headline';
import { billedService } from './services';

/** What is known besides the bill and the estimate. */
export interface ComparisonOptions {
  /** Paid once for the move. @default 0 */
  readonly migrationUsd?: Exact;
  /** Months in which both are paid. @default 0 */
  readonly overlapMonths?: number;
  /** Services of the bill, as it names them, that stay after the move. */
  readonly keep?: readonly string[];
  /** Months to look ahead. @default 12 and 36 */
  readonly horizons?: readonly number[];
}

/** One service, a month: as it was billed and as it is estimated. */
export interface ComparedService {
  readonly service: string;
  /** As the bill names what is counted here. */
  readonly billedAs: readonly string[];
  /** Average of the bill's months; undefined when the bill has nothing of it. */
  readonly billedUsd?: Exact;
  /** Undefined when the estimate has nothing of it, or no figure. */
  readonly estimatedUsd?: Range;
  /** The estimate has the service, but its cost depends on missing usage or on an unknown price. */
  readonly withoutFigure: boolean;
}

/** Both over a number of months; the new one with migration and overlap. */
export interface Horizon {
  readonly months: number;
  readonly oldUsd: Exact;
  readonly newUsd: Range;
}

export interface Comparison {
  readonly months: readonly string[];
  /** What the bill is grouped by instead of services, so that only totals can be compared. @default services */
  readonly groupedBy?: string;
  /** Largest first. */
  readonly services: readonly ComparedService[];
  /** Services of the bill without a counterpart in the estimate: counted as ending, unless they are kept. */
  readonly unmatchedBilled: readonly ComparedService[];
  /** The same the other way: new with the estimate. */
  readonly unmatchedEstimated: readonly ComparedService[];
  /** In the estimate, at a cost that is not known: the estimate is that much too low. */
  readonly withoutFigure: readonly ComparedService[];
  /** Kept after the move, so on neither side. */
  readonly kept: readonly ComparedService[];
  /** Support, tax, credits and refunds of the bill, a month: the estimate knows none of them. */
  readonly notCompared: readonly { readonly kind: string; readonly billedUsd: Exact }[];
  /** Whose usage the estimate has where none was given: a sentence. @default none was assumed */
  readonly assumedUsage?: string;
  readonly oldMonthlyUsd: Exact;
  readonly newMonthlyUsd: Range;
  readonly migrationUsd: Exact;
  readonly overlapMonths: number;
  readonly horizons: readonly Horizon[];
  /** Month from which on the move has paid for itself; undefined when it never does. */
  readonly breakEvenMonth: { readonly [edge in keyof Range]: number | undefined };
}

/** The bill beside the estimate. The caller has made sure that both are in US dollars. */
export function compare(bill: Bill, estimate: Estimate, options: ComparisonOptions = {}): Comparison {
  const { migrationUsd = ZERO, overlapMonths = 0, keep = [], horizons = [12, 36] } = options;
  const months = exact(Math.max(1, bill.months.length));
  const isKept = ({ service }: BilledService) => keep.some((name) => name.toLowerCase() === service.toLowerCase());
  const usage = bill.services.filter(({ kind }) => kind === 'usage');
  // The name of an account or a tag may look like a service.
  const ourName = bill.groupedBy === undefined ? billedService : () => undefined;
  const billed = group(
    usage.filter((service) => !isKept(service)),
    months,
    ourName,
  );
  const estimated = byService(estimate);
  const names = new Set([...billed.keys(), ...estimated.map(({ name }) => name)]);
  const services = [...names]
    .map((service): ComparedService => {
      const old = billed.get(service);
      const group = estimated.find(({ name }) => name === service);
      const fresh = group?.known === true ? group.monthlyUsd : undefined;
      return {
        service,
        billedAs: old?.billedAs ?? [],
        ...(old === undefined ? {} : { billedUsd: old.billedUsd }),
        ...(fresh === undefined ? {} : { estimatedUsd: fresh }),
        withoutFigure: group?.known === false,
      };
    })
    .sort((a, b) => largest(b).comparedTo(largest(a)) || (a.service < b.service ? -1 : 1));
  const oldMonthlyUsd = sum([...billed.values()].map(({ billedUsd }) => billedUsd));
  const newMonthlyUsd = estimate.totals;
  const assumed = assumedSentence(estimate);
  const onceUsd = migrationUsd.plus(oldMonthlyUsd.times(overlapMonths));
  return {
    months: bill.months,
    ...(bill.groupedBy === undefined ? {} : { groupedBy: bill.groupedBy }),
    services,
    unmatchedBilled: services.filter(({ estimatedUsd, withoutFigure }) => estimatedUsd === undefined && !withoutFigure),
    withoutFigure: services.filter((service) => service.withoutFigure),
    unmatchedEstimated: services.filter(({ billedUsd, withoutFigure }) => billedUsd === undefined && !withoutFigure),
    kept: [...group(usage.filter(isKept), months, ourName)].map(([service, each]) => ({
      service,
      withoutFigure: false,
      ...each,
    })),
    notCompared: notCompared(bill, months),
    ...(assumed !== '' && { assumedUsage: assumed }),
    oldMonthlyUsd,
    newMonthlyUsd,
    migrationUsd,
    overlapMonths,
    horizons: horizons.map((count) => ({
      months: count,
      oldUsd: oldMonthlyUsd.times(count),
      newUsd: addRanges(flat(onceUsd), scaleRange(newMonthlyUsd, count)),
    })),
    breakEvenMonth: {
      low: breakEven(oldMonthlyUsd, newMonthlyUsd.low, onceUsd),
      expected: breakEven(oldMonthlyUsd, newMonthlyUsd.expected, onceUsd),
      high: breakEven(oldMonthlyUsd, newMonthlyUsd.high, onceUsd),
    },
  };
}

function notCompared({ services }: Bill, months: Exact): Comparison['notCompared'] {
  return (['support', 'tax', 'credit', 'refund'] as const)
    .map((kind) => ({
      kind,
      billedUsd: average(
        services.filter((each) => each.kind === kind),
        months,
      ),
    }))
    .filter(({ billedUsd }) => !billedUsd.isZero());
}

/** The first month at whose end the old way would have cost at least as much as the new one with what was paid once. */
export function breakEven(oldUsd: Exact, newUsd: Exact, onceUsd: Exact): number | undefined {
  const saved = oldUsd.minus(newUsd);
  if (saved.lte(0)) return undefined;
  return Math.max(1, onceUsd.dividedBy(saved).ceil().toNumber());
}

/** Monthly averages by our name of the service, or the bill's where it is not known here. */
function group(services: readonly BilledService[], months: Exact, ourName: (name: string) => string | undefined) {
  const groups = new Map<string, { billedAs: string[]; billedUsd: Exact }>();
  for (const each of services) {
    const name = ourName(each.service) ?? each.service;
    const known = groups.get(name) ?? { billedAs: [], billedUsd: ZERO };
    groups.set(name, {
      billedAs: [...known.billedAs, each.service],
      billedUsd: known.billedUsd.plus(each.total.dividedBy(months)),
    });
  }
  return groups;
}

function average(services: readonly BilledService[], months: Exact): Exact {
  return sum(services.map(({ total }) => total)).dividedBy(months);
}

function largest({ billedUsd = ZERO, estimatedUsd = NOTHING }: ComparedService): Exact {
  return billedUsd.gt(estimatedUsd.expected) ? billedUsd : estimatedUsd.expected;
}
