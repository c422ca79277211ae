import type { Exact } from '../estimate-types';
import { exact } from '../exact';

/** What the reference method is given. */
export interface ReferenceCase {
  /** Tasks at the load test's peak. */
  readonly peakTasks: number;
  /** One task, running all month. */
  readonly taskUsd: Exact;
  /** The factor for off-peak hours: 0.5 means half. Give this or `reducedUsd`. */
  readonly offPeakFactor?: Exact;
  /** The stated reduced monthly cost. The factor is derived from it. */
  readonly reducedUsd?: Exact;
  /** Everything that is not tasks, a month. */
  readonly restUsd: Exact;
}

/** The arithmetic of the reference method, to the cent, as it is shown. */
export interface ReferenceAnswer {
  /** All peak tasks, all month. */
  readonly peakUsd: Exact;
  readonly offPeakFactor: Exact;
  readonly reducedUsd: Exact;
  readonly restUsd: Exact;
  readonly monthlyUsd: Exact;
  readonly annualUsd: Exact;
  /** Average tasks that the reduced cost pays for: what the usage file gets. */
  readonly averageTasks: Exact;
}

const CENTS = 2;
const MONTHS = 12;

/** The factor that takes the cost at the peak to the reduced cost; 1 where the peak costs nothing. */
function factorBetween(peakUsd: Exact, reducedUsd: Exact): Exact {
  return peakUsd.isZero() ? exact(1) : reducedUsd.dividedBy(peakUsd).toDecimalPlaces(6);
}

/**
 * The reference method: count the tasks of a load test, price them for a whole month, take one flat factor off for the
 * hours with less traffic, add the rest, times twelve. Each figure is rounded to the cent before the next is made from
 * it, as on paper.
 */
export function referenceMethod(given: ReferenceCase): ReferenceAnswer {
  const peakUsd = given.taskUsd.times(given.peakTasks).toDecimalPlaces(CENTS);
  const reducedUsd = given.reducedUsd ?? peakUsd.times(given.offPeakFactor ?? 1).toDecimalPlaces(CENTS);
  const offPeakFactor =
    given.reducedUsd === undefined ? (given.offPeakFactor ?? exact(1)) : factorBetween(peakUsd, given.reducedUsd);
  const restUsd = given.restUsd.toDecimalPlaces(CENTS);
  const monthlyUsd = reducedUsd.plus(restUsd);
  return {
    peakUsd,
    offPeakFactor,
    reducedUsd,
    restUsd,
    monthlyUsd,
    annualUsd: monthlyUsd.times(MONTHS),
    averageTasks: offPeakFactor.times(given.peakTasks).toDecimalPlaces(4),
  };
}
