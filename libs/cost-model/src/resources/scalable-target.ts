import type { Exact, Range } from '../estimate-types';
import { exact, flat } from '../exact';
import type { TemplateResource } from '../template/resource';
import { isUnresolved } from '../template/value';
import type { Priceable } from './priced-type';
import type { ScaledDimension } from './scaled-dimensions';
import { scheduledBounds } from './scaling-schedule';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/** Least and most of what a target scales, averaged over a week of its schedule. */
export interface ScalingRange {
  readonly min: Exact;
  readonly max: Exact;
  readonly isScheduled: boolean;
}

/**
 * The target that scales a resource.
 *
 * @param dimension what is scaled, such as `dynamodb:table:ReadCapacityUnits`. @default any
 * @param ending how the identifier of the target ends, such as `/index/by-date`. @default any
 */
export function scalableTarget(
  { referrers }: Pick<Priceable, 'referrers'>,
  dimension?: ScaledDimension,
  ending = '',
): TemplateResource | undefined {
  return referrers(TARGET, 'ResourceId').find(
    (each) => (dimension === undefined || each.text('ScalableDimension') === dimension) && endOf(each).endsWith(ending),
  );
}

function endOf(target: TemplateResource): string {
  const id = target.value('ResourceId');
  return isUnresolved(id) ? id.ending : String(id);
}

/** Bounds of a target; undefined if only AWS knows one of them. */
export function scalingRange(target: TemplateResource): ScalingRange | undefined {
  const min = target.number('MinCapacity', undefined);
  const max = target.number('MaxCapacity', undefined);
  const actions = target.list('ScheduledActions');
  if (min === undefined || max === undefined || actions === undefined) return undefined;
  const bounds = scheduledBounds(actions, min.toNumber(), max.toNumber());
  return { min: exact(bounds.min), max: exact(Math.max(bounds.min, bounds.max)), isScheduled: bounds.scheduled };
}

/**
 * What runs of something that is declared with an amount and that a target scales: the declared amount where the bounds allow it.
 *
 * @param declared the amount of the template
 * @param target the target that scales it. @default nothing scales it
 */
export function scaledAmount(declared: Exact | undefined, target: TemplateResource | undefined): Range | undefined {
  if (target === undefined) return declared && flat(declared);
  const bounds = scalingRange(target);
  if (bounds === undefined) return undefined;
  const { min, max } = bounds;
  return { low: min, expected: within(declared ?? min, min, max), high: max };
}

function within(amount: Exact, min: Exact, max: Exact): Exact {
  if (amount.lt(min)) return min;
  return amount.gt(max) ? max : amount;
}
