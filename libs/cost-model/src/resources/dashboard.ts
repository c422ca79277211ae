import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/cloudwatch/pricing/ (Dashboards) */
export const dashboard: PricedType = {
  type: 'AWS::CloudWatch::Dashboard',
  charges: () => [charge('Dashboard', 'months', 1, 'AmazonCloudWatch/DashboardsUsageHour')],
};
