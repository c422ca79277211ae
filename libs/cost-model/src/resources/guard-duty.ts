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
    ...(enables(priceable, 'RDS_LOGIN_EVENTS')
      ? [metered(priceable, 'protectedDatabaseVcpus', 'RDS protection', 'vCPU-months', undefined, NO_PRICE)]
      : []),
    ...(enables(priceable, 'EBS_MALWARE_PROTECTION')
      ? [metered(priceable, 'monthlyMalwareScannedGb', 'Malware protection', 'GB', undefined, NO_PRICE)]
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
