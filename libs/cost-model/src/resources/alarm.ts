import { isMap, isUnresolved, type Value } from '../template/value';
import { charge, type PricedType } from './priced-type';

/** An alarm is charged for each metric that it watches. @see https://aws.amazon.com/cloudwatch/pricing/ (Alarms) */
export const alarm: PricedType = {
  type: 'AWS::CloudWatch::Alarm',
  charges: ({ resource }) => {
    const queries = resource.list('Metrics');
    const watched = queries?.filter((query) => isMap(query) && 'MetricStat' in query);
    const count = queries === undefined || queries.some(isUnresolved) ? undefined : Math.max(1, watched?.length ?? 0);
    // Anomaly detection keeps two more metrics, the edges of its band.
    const anomaly = resource.text('ThresholdMetricId') !== '';
    const periods = [resource.value('Period'), ...(watched ?? []).map(periodOf)];
    const fast = periods.some((period) => period !== undefined && Number(period) < 60);
    return [
      charge(
        `Alarm metrics (${fast ? 'high' : 'standard'} resolution${anomaly ? ', anomaly detection' : ''})`,
        'alarm metrics',
        count && count * (anomaly ? 3 : 1),
        `AmazonCloudWatch/CW:${fast ? 'HighRes' : ''}AlarmMonitorUsage`,
        { unresolved: 'Metrics' },
      ),
    ];
  },
};

function periodOf(query: Value): Value | undefined {
  if (!isMap(query) || query['MetricStat'] === undefined) return undefined;
  return isMap(query['MetricStat']) ? query['MetricStat']['Period'] : undefined;
}
