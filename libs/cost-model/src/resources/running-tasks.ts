import type { Range } from '../estimate-types';
import { exact, flat } from '../exact';
import type { TemplateResource } from '../template/resource';
import type { Priceable } from './priced-type';
import { scheduledBounds } from './scaling-schedule';

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

function scalableTarget({ referrers }: Priceable): TemplateResource | undefined {
  return referrers('AWS::ApplicationAutoScaling::ScalableTarget', 'ResourceId')[0];
}

function withinBounds(target: TemplateResource): RunningTasks {
  const min = target.number('MinCapacity', undefined);
  const max = target.number('MaxCapacity', undefined);
  const actions = target.list('ScheduledActions');
  if (min === undefined || max === undefined || actions === undefined) return { tasks: undefined };
  const bounds = scheduledBounds(actions, min.toNumber(), max.toNumber());
  const low = exact(bounds.min);
  const high = exact(bounds.max);
  const assumption = min.eq(max)
    ? undefined
    : `Expected: the minimum of the scaling range${bounds.scheduled ? ', averaged over its weekly schedule' : ''}; ` +
      'high: the maximum, around the clock. Give runningTasks for a better figure.';
  return { tasks: low.eq(high) ? flat(low) : { low, expected: low, high }, ...(assumption && { assumption }) };
}
