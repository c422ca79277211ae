import { metered, type Component, type Priceable, type UsageKey } from './priced-type';

/** Usage of what a database writes to CloudWatch Logs. */
export const DB_LOG_USAGE: Readonly<Record<string, UsageKey>> = {
  monthlyExportedLogsGb: { unit: 'GB', what: 'of logs that the database sends to CloudWatch' },
  monthlyEnhancedMonitoringGb: { unit: 'GB', what: 'of operating system metrics: about 1 to 3 at one a second' },
};

const INGESTED = 'AmazonCloudWatch/DataProcessing-Bytes';

/**
 * Logs and operating system metrics that RDS writes to log groups which it creates itself. Log groups of these templates that
 * name the database are charged there.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.overview.html
 */
export function databaseLogs(priceable: Priceable): Component[] {
  const { resource, referrers } = priceable;
  const exports = resource.list('EnableCloudwatchLogsExports');
  const declared = referrers('AWS::Logs::LogGroup', 'LogGroupName').length > 0;
  const interval = resource.text('MonitoringInterval', '0');
  return [
    ...(exports?.length === 0 || declared
      ? []
      : [
          metered(priceable, { key: 'monthlyExportedLogsGb', component: 'Exported logs', unit: 'GB', price: INGESTED }),
        ]),
    ...(interval === '0'
      ? []
      : [
          metered(priceable, {
            key: 'monthlyEnhancedMonitoringGb',
            component: 'Enhanced Monitoring',
            unit: 'GB',
            price: INGESTED,
          }),
        ]),
  ];
}
