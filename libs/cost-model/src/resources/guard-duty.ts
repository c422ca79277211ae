import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/guardduty/pricing/ */
export const guardDuty: PricedType = {
  type: 'AWS::GuardDuty::Detector',
  usage: {
    monthlyManagementEvents: { unit: 'events', what: 'of CloudTrail management that are analysed' },
    monthlyLogGb: { unit: 'GB', what: 'of VPC flow and DNS logs that are analysed' },
    monthlyS3DataEvents: { unit: 'events', what: 'of S3 data that are analysed' },
    runtimeMonitoredVcpus: { unit: 'vCPUs', what: 'under runtime monitoring, on average' },
  },
  charges: (priceable) => [
    metered(
      priceable,
      'monthlyManagementEvents',
      'CloudTrail management events',
      '1M events',
      'AmazonGuardDuty/PaidEventsAnalyzed',
      MILLION,
    ),
    metered(priceable, 'monthlyLogGb', 'VPC flow and DNS logs', 'GB', 'AmazonGuardDuty/PaidEventsAnalyzed-Bytes'),
    metered(
      priceable,
      'monthlyS3DataEvents',
      'S3 data events',
      '1M events',
      'AmazonGuardDuty/PaidS3DataEventsAnalyzed',
      MILLION,
    ),
    metered(
      priceable,
      'runtimeMonitoredVcpus',
      'Runtime monitoring',
      'vCPU-months',
      'AmazonGuardDuty/PaidRuntimeMonitoring',
    ),
  ],
};

const MILLION = { per: 1_000_000 };
