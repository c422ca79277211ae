import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/cloudwatch/pricing/ (Alarms) */
export const compositeAlarm: PricedType = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  charges: () => [charge('Composite alarm', 'alarms', 1, 'AmazonCloudWatch/CW:CompositeAlarmMonitorUsage')],
};
