import { charge, type PricedType } from './priced-type';

/** A filter is free; the metric it writes is a custom metric. @see https://aws.amazon.com/cloudwatch/pricing/ (Metrics) */
export const metricFilter: PricedType = {
  type: 'AWS::Logs::MetricFilter',
  charges: ({ resource }) => {
    const transformations = resource.list('MetricTransformations');
    return [
      charge('Custom metrics', 'metrics', transformations?.length, 'AmazonCloudWatch/CW:MetricMonitorUsage', {
        unresolved: 'MetricTransformations',
        assumption: 'One metric for each transformation; dimensions make more. Hours without data are not charged.',
      }),
    ];
  },
};
