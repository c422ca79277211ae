import type { Range } from '../estimate-types';
import type { DbClass } from './db-class';
import { charge, metered, type Component, type Priceable } from './priced-type';

/** Days of history that are free. */
const FREE_DAYS = 7;

/**
 * Longer history is charged by virtual CPU, or by capacity unit where the instance is serverless.
 *
 * @see https://aws.amazon.com/rds/performance-insights/pricing/
 */
export function performanceInsights(
  priceable: Priceable,
  dbClass: DbClass | undefined,
  capacityUnits: Range | undefined,
): Component[] {
  const { resource } = priceable;
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
