import { counted } from '@careplane/problems';
import { flat } from '../exact';
import type { Range } from '../estimate-types';
import { exact } from '../exact';
import type { Series } from './series';
import { summarize } from './series';
import type { TargetTracking } from './target-tracking';
import { simulate } from './target-tracking';
import type { TrafficProfile } from './traffic-profile';
import { minutesOf } from './traffic-profile';

/** How a load test becomes a month's tasks. */
export interface CapacityOptions {
  readonly scaling: TargetTracking;
  readonly profile: TrafficProfile;
  /** Requests a second that one task serves at its scaling target. Needed for a series of requests. */
  readonly taskRequestsPerSecond?: number;
}

/** Result of the simulated week. */
export interface Capacity {
  /** Average of running tasks over the month. */
  readonly tasks: Range;
  /** Tasks that the load test's peak keeps busy. */
  readonly peakTasks: number;
  /** Most tasks that ran in the simulated week. */
  readonly weekPeakTasks: number;
  /** Minutes of the week in which the load was more than the running tasks at their target. */
  readonly overloadedMinutes: number;
  /** The peak needs more tasks than the maximum allows. */
  readonly capped: boolean;
  /** Sentences that explain low, expected and high. */
  readonly assumptions: readonly string[];
}

/**
 * A month's average of running tasks from a load test.
 *
 * - expected: the week of the traffic profile, its peak being the test's, followed minute by minute by target tracking
 * - low: the minimum all month; high: the peak all month, at most the maximum
 */
export function capacityOf(series: Series, options: CapacityOptions): Capacity {
  const { scaling, profile } = options;
  const { peak } = summarize(series);
  const wanted = series.kind === 'tasks' ? peak : peak / (options.taskRequestsPerSecond ?? Number.NaN);
  const peakTasks = Math.max(scaling.minTasks, Math.ceil(Number(wanted.toFixed(9))));
  const week = minutesOf(profile).map((factor) => factor * wanted);
  // The first week only settles the simulation. The second week counts.
  const running = simulate([...week, ...week], scaling).slice(week.length);
  const sum = running.reduce((total, tasks) => total + tasks, 0);
  const held = Math.min(peakTasks, scaling.maxTasks);
  const expected = exact(sum).dividedBy(running.length).toDecimalPlaces(4);
  return {
    tasks: { low: flat(scaling.minTasks).low, expected, high: expected.gt(held) ? expected : exact(held) },
    peakTasks,
    weekPeakTasks: running.reduce((most, tasks) => Math.max(most, tasks), 0),
    overloadedMinutes: running.filter((tasks, minute) => (week[minute] ?? 0) > tasks + 1e-9).length,
    capped: peakTasks > scaling.maxTasks,
    assumptions: [
      `low: the minimum of ${counted(scaling.minTasks, 'task')}, all month`,
      `expected: a simulated week of the ${profile.name} profile, scaled to the peak of the load test, with target tracking`,
      `high: the peak of the load test, ${counted(held, 'task')}, all month`,
    ],
  };
}
