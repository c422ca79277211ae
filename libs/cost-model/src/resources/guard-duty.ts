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
    metered(priceable, {
      key: 'monthlyManagementEvents',
      component: 'CloudTrail management events',
      unit: '1M events',
      price: 'AmazonGuardDuty/PaidEventsAnalyzed',
      ...MILLION,
    }),
    metered(priceable, {
      key: 'monthlyLogGb',
      component: 'VPC flow and DNS logs',
      unit: 'GB',
      price: 'AmazonGuardDuty/PaidEventsAnalyzed-Bytes',
    }),
    metered(priceable, {
      key: 'monthlyS3DataEvents',
      component: 'S3 data events',
      unit: '1M events',
      price: 'AmazonGuardDuty/PaidS3DataEventsAnalyzed',
      ...MILLION,
    }),
    metered(priceable, {
      key: 'runtimeMonitoredVcpus',
      component: 'Runtime monitoring',
      unit: 'vCPU-months',
      price: 'AmazonGuardDuty/PaidRuntimeMonitoring',
    }),
  ],
};

const MILLION = { per: 1_000_000 };
