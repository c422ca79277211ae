import { isMap } from '../template/value';
import { metered, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/guardduty/pricing/ */
export const guardDuty: PricedType = {
  type: 'AWS::GuardDuty::Detector',
  usage: {
    monthlyManagementEvents: { unit: 'events', what: 'of CloudTrail management that are analysed' },
    monthlyLogGb: { unit: 'GB', what: 'of VPC flow and DNS logs that are analysed' },
    monthlyS3DataEvents: { unit: 'events', what: 'of S3 data that are analysed' },
    runtimeMonitoredVcpus: { unit: 'vCPUs', what: 'under runtime monitoring, on average' },
    protectedDatabaseVcpus: { unit: 'vCPUs', what: 'of databases whose logins are analysed, on average' },
    monthlyMalwareScannedGb: { unit: 'GB', what: 'of volumes that are scanned for malware' },
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
    ...(enables(priceable, 'RDS_LOGIN_EVENTS')
      ? [
          metered(priceable, {
            key: 'protectedDatabaseVcpus',
            component: 'RDS protection',
            unit: 'vCPU-months',
            price: undefined,
            ...NO_PRICE,
          }),
        ]
      : []),
    ...(enables(priceable, 'EBS_MALWARE_PROTECTION')
      ? [
          metered(priceable, {
            key: 'monthlyMalwareScannedGb',
            component: 'Malware protection',
            unit: 'GB',
            price: undefined,
            ...NO_PRICE,
          }),
        ]
      : []),
  ],
};

const MILLION = { per: 1_000_000 };
const NO_PRICE = { assumption: 'The price is not in the snapshot; see the pricing page of GuardDuty.' };

/** Whether the detector switches a feature on. */
function enables({ resource }: Priceable, feature: string): boolean {
  const features = resource.list('Features') ?? [];
  return features.some((entry) => isMap(entry) && entry['Name'] === feature && entry['Status'] === 'ENABLED');
}
