import type { Range } from '../estimate-types';
import { flat } from '../exact';
import type { TemplateResource } from '../template/resource';
import type { Priceable } from './priced-type';
import { scalableTarget, scalingRange } from './scalable-target';

/** How many tasks of a service run on average, and why that many. */
export interface RunningTasks {
  readonly tasks: Range | undefined;
  readonly assumption?: string;
}

/**
 * Running tasks of a service: what the usage file says; else the bounds of its scaling, with the fewest as expected,
 * because nothing is known of the load; else the desired count.
 */
export function runningTasks(priceable: Priceable): RunningTasks {
  const given = priceable.usage('runningTasks');
  if (given !== undefined) return { tasks: given };
  const target = scalableTarget(priceable);
  if (target !== undefined) return withinBounds(target);
  const desired = priceable.resource.number('DesiredCount', 1);
  if (priceable.resource.text('SchedulingStrategy', 'REPLICA') !== 'REPLICA') return { tasks: undefined };
  return { tasks: desired && flat(desired) };
}

function withinBounds(target: TemplateResource): RunningTasks {
  const bounds = scalingRange(target);
  if (bounds === undefined) return { tasks: undefined };
  const { min: low, max: high, isScheduled } = bounds;
  const assumption = low.eq(high)
    ? undefined
    : `Expected: the minimum of the scaling range${isScheduled ? ', averaged over its weekly schedule' : ''}; ` +
      'high: the maximum, around the clock. Give runningTasks for a better figure.';
  return { tasks: low.eq(high) ? flat(low) : { low, expected: low, high }, ...(assumption && { assumption }) };
}
