/** A target-tracking policy on a service, as Application Auto Scaling keeps it. */
export interface TargetTracking {
  readonly minTasks: number;
  readonly maxTasks: number;
  /** @default 300, Application Auto Scaling's for ECS */
  readonly scaleOutCooldownSeconds?: number;
  /** @default 300 */
  readonly scaleInCooldownSeconds?: number;
  /** Seconds from the decision until a new task takes load. @default 60 */
  readonly startSeconds?: number;
}

/** One-minute datapoints above the target that raise the alarm to scale out. */
const BREACHES_OUT = 3;
/** One-minute datapoints below nine tenths of the target that raise the alarm to scale in. */
const BREACHES_IN = 15;
const IN_BELOW = 0.9;

/**
 * The running tasks of each minute when Application Auto Scaling follows a load.
 *
 * It scales as AWS documents it: three minutes above the target scale out, fifteen below nine tenths of it scale in; the
 * new capacity is in proportion to how far the metric is from its target, rounded up; a scale-out never waits except for
 * does not count twice what its cool-down's first step already added; a scale-in waits for both cool-downs.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 *
 * @param demand for each minute, how many tasks at exactly their target the load would keep busy
 * @returns for each minute, the tasks that run and are paid for
 */
export function simulate(demand: readonly number[], policy: TargetTracking): number[] {
  const { minTasks, maxTasks } = policy;
  const outMinutes = Math.ceil((policy.scaleOutCooldownSeconds ?? 300) / 60);
  const inMinutes = Math.ceil((policy.scaleInCooldownSeconds ?? 300) / 60);
  const startMinutes = Math.ceil((policy.startSeconds ?? 60) / 60);
  const clamp = (tasks: number) => Math.min(maxTasks, Math.max(minTasks, tasks));
  let desired = minTasks;
  // Requested tasks count as running because they are paid for, but take no load until they have started.
  let starting: { readonly ready: number; readonly tasks: number }[] = [];
  let above = 0;
  let below = 0;
  let outUntil = -1;
  let inUntil = -1;
  let beforeScaleOut = minTasks;
  return demand.map((wanted, minute) => {
    starting = starting.filter(({ ready }) => ready > minute);
    const serving = Math.max(1, desired - starting.reduce((tasks, each) => tasks + each.tasks, 0));
    const load = wanted / serving;
    above = load > 1 ? above + 1 : 0;
    below = load < IN_BELOW ? below + 1 : 0;
    if (above >= BREACHES_OUT && desired < maxTasks) {
      // During the cool-down the step is taken from where the first one began: what it added is part of it.
      const base = minute < outUntil ? Math.min(beforeScaleOut, serving) : serving;
      const next = clamp(Math.ceil(round(base * load)));
      if (next > desired) {
        starting.push({ ready: minute + startMinutes, tasks: next - desired });
        if (minute >= outUntil) beforeScaleOut = desired;
        desired = next;
        outUntil = minute + outMinutes;
      }
    } else if (below >= BREACHES_IN && desired > minTasks && minute >= inUntil && minute >= outUntil) {
      const next = clamp(Math.ceil(round(desired * load)));
      if (next < desired) {
        desired = next;
        inUntil = minute + inMinutes;
      }
    }
    return desired;
  });
}

/** Removes the last binary digits, so that 3 tasks at exactly their target do not become 4. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
