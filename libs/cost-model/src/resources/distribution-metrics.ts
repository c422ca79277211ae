import { charge, type PricedType } from './priced-type';

/** Metrics of CloudWatch that a distribution sends when its additional metrics are on. */
const METRICS = 8;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html */
export const distributionMetrics: PricedType = {
  type: 'AWS::CloudFront::MonitoringSubscription',
  charges: ({ resource }) => {
    const path = 'MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus';
    if (resource.text(path) === 'Disabled') return { free: 'The additional metrics are switched off.' };
    return [charge('Additional metrics', 'metrics', METRICS, 'AmazonCloudWatch/CW:MetricMonitorUsage')];
  },
};
