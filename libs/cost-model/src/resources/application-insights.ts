import { metered, type PricedType } from './priced-type';

/** Free by itself; it creates alarms and reads metrics. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/appinsights-what-is.html */
export const applicationInsights: PricedType = {
  type: 'AWS::ApplicationInsights::Application',
  usage: {
    alarms: { unit: 'alarms', what: 'that Application Insights creates' },
    customMetrics: { unit: 'metrics', what: 'that agents send for it' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'alarms',
      component: 'Alarms',
      unit: 'alarms',
      price: 'AmazonCloudWatch/CW:AlarmMonitorUsage',
    }),
    metered(priceable, {
      key: 'customMetrics',
      component: 'Metrics',
      unit: 'metrics',
      price: 'AmazonCloudWatch/CW:MetricMonitorUsage',
    }),
  ],
};
