import type { Range } from '../estimate-types';
import { HOURS_A_MONTH } from '../hours';
import { scaleRange } from '../exact';
import type { DbClass } from './db-class';
import { charge, metered, type Component, type Priceable } from './priced-type';

/** Days of history that are free. */
const FREE_DAYS = 7;

/**
 * Longer history is charged by virtual CPU, or by capacity unit where the instance is serverless.
 *
 * @see https://aws.amazon.com/rds/performance-insights/pricing/, https://aws.amazon.com/cloudwatch/pricing/ (Database Insights)
 */
export function performanceInsights(
  priceable: Priceable,
  dbClass: DbClass | undefined,
  capacityUnits: Range | undefined,
): Component[] {
  const { resource } = priceable;
  if (modeOf(priceable) !== 'standard') return [databaseInsights(dbClass, capacityUnits)];
  if (resource.flag('EnablePerformanceInsights', false) !== true) return [];
  const days = resource.number('PerformanceInsightsRetentionPeriod', FREE_DAYS);
  if (days?.lte(FREE_DAYS) === true) return [];
  const retention =
    dbClass === undefined
      ? charge('Performance Insights retention', 'ACUs', capacityUnits, 'AmazonRDS/PI_LTR:SERVERLESS', {
          usageKey: 'capacityUnits',
        })
      : charge(
          'Performance Insights retention',
          'vCPU-months',
          dbClass.vcpus,
          `AmazonRDS/PI_LTR:${dbClass.family.toUpperCase()}`,
        );
  return [
    retention,
    metered(priceable, {
      key: 'monthlyPerformanceInsightsRequests',
      component: 'Performance Insights API',
      unit: '1k requests',
      price: 'AmazonRDS/PI_API',
      per: 1000,
    }),
  ];
}

/** An instance of a cluster has the mode of its cluster. */
function modeOf({ resource, target }: Priceable): string | undefined {
  const own = resource.text('DatabaseInsightsMode', target('DBClusterIdentifier')?.text('DatabaseInsightsMode') ?? '');
  return own === '' ? 'standard' : own;
}

/** The advanced mode is charged by the hour; it includes 15 months of history. */
function databaseInsights(dbClass: DbClass | undefined, capacityUnits: Range | undefined): Component {
  const name = 'Database Insights (advanced)';
  if (dbClass === undefined) {
    const hours = capacityUnits && scaleRange(capacityUnits, HOURS_A_MONTH);
    return charge(name, 'ACU-hours', hours, 'AmazonCloudWatch/DatabaseInsights:ACU', { usageKey: 'capacityUnits' });
  }
  return charge(name, 'vCPU-hours', dbClass.vcpus * HOURS_A_MONTH, 'AmazonCloudWatch/DatabaseInsights:vCPU');
}
