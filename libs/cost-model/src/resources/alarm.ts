import { isMap, isUnresolved, type Value } from '../template/value';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** An alarm is charged for each metric that it watches. @see https://aws.amazon.com/cloudwatch/pricing/ (Alarms) */
export const alarm: PricedType = {
  type: 'AWS::CloudWatch::Alarm',
  usage: {
    analysedMetrics: { unit: 'metrics', what: 'that the query of a Metrics Insights alarm analyses, on average' },
  },
  charges: (priceable) => {
    const queries = priceable.resource.list('Metrics');
    const insights = queries?.filter(isInsights) ?? [];
    const watched = queries?.filter((query) => isMap(query) && 'MetricStat' in query);
    return [
      ...(insights.length > 0 && watched?.length === 0 ? [] : [watchedMetrics(priceable, queries, watched)]),
      ...(insights.length > 0 ? [analysedMetrics(priceable)] : []),
    ];
  },
};

function watchedMetrics(
  { resource }: Priceable,
  queries: readonly Value[] | undefined,
  watched: readonly Value[] | undefined,
): Component {
  const count = queries === undefined || queries.some(isUnresolved) ? undefined : Math.max(1, watched?.length ?? 0);
  // Anomaly detection keeps two more metrics, the edges of its band.
  const anomaly = resource.text('ThresholdMetricId') !== '';
  const periods = [resource.value('Period'), ...(watched ?? []).map(periodOf)];
  const fast = periods.some((period) => period !== undefined && Number(period) < 60);
  const isOpen = !fast && periods.some(isUnresolved);
  const resolution = fast ? 'high' : 'standard';
  return charge(
    `Alarm metrics (${isOpen ? 'unknown' : resolution} resolution${anomaly ? ', anomaly detection' : ''})`,
    'alarm metrics',
    count && count * (anomaly ? 3 : 1),
    isOpen ? undefined : `AmazonCloudWatch/CW:${fast ? 'HighRes' : ''}AlarmMonitorUsage`,
    { unresolved: 'Metrics' },
  );
}

/** A query of Metrics Insights watches as many metrics as it finds, which the template does not say. */
function analysedMetrics(priceable: Priceable): Component {
  return metered(priceable, {
    key: 'analysedMetrics',
    component: 'Metrics that the query analyses',
    unit: 'alarm metrics',
    price: 'AmazonCloudWatch/CW:MetricInsightAlarmUsage',
  });
}

function isInsights(query: Value): boolean {
  return isMap(query) && typeof query['Expression'] === 'string' && /^\s*SELECT\s/i.test(query['Expression']);
}

function periodOf(query: Value): Value | undefined {
  if (!isMap(query) || query['MetricStat'] === undefined) return undefined;
  return isMap(query['MetricStat']) ? query['MetricStat']['Period'] : undefined;
}
