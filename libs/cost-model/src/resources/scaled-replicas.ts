import { exact } from '../exact';
import type { Exact } from '../estimate-types';
import { HOURS_A_MONTH } from '../hours';
import { charge, type Component, type Priceable } from './priced-type';
import { scalableTarget, scalingRange } from './scalable-target';
import type { ScaledDimension } from './scaled-dimensions';

/**
 * Replicas that scaling adds to those of the template: of the class of the first instance.
 *
 * @param instances the type of the instances of the cluster
 * @param dimension what scaling changes
 * @param price the key of an hour of a class
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
 */
export function scaledReplicas(
  priceable: Priceable,
  instances: string,
  dimension: ScaledDimension,
  price: (instanceClass: string) => string,
): Component[] {
  const target = scalableTarget(priceable, dimension);
  if (target === undefined) return [];
  const declared = priceable.referrers(instances, 'DBClusterIdentifier');
  const instanceClass = declared[0]?.text('DBInstanceClass') || undefined;
  const bounds = scalingRange(target);
  const readers = Math.max(declared.length - 1, 0);
  const hours = (count: Exact) => (count.gt(readers) ? count.minus(readers).times(HOURS_A_MONTH) : exact(0));
  const quantity = bounds && { low: hours(bounds.min), expected: hours(bounds.min), high: hours(bounds.max) };
  // Capacity units of a serverless replica are not known before it runs.
  const known = instanceClass === undefined || instanceClass === 'db.serverless' ? undefined : price(instanceClass);
  const name = `Replicas of scaling (on-demand, ${instanceClass ?? 'class not known'})`;
  const assumption = 'Expected: the least of the scaling range; high: the most, around the clock.';
  return [charge(name, 'hours', quantity, known, { unresolved: 'MinCapacity', assumption })];
}
