import { isMap } from '../template/value';
import { metered, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/guardduty/pricing/ */
export const guardDuty: PricedType = {
  type: 'AWS::GuardDuty::Detector',
  usage: {
    monthlyManagementEvents: { unit: 'events', what: 'of CloudTrail management that are analysed' },
    monthlyLogGb: { unit: 'GB', what: 'of VPC flow and DNS logs that are analysed' },
    monthlyS3DataEvents: { unit: 'events', what: 'of S3 data that are analysed' },
    runtimeMonitoredVcpus: { unit: 'vCPUs', what: 'under runtime monitoring, on average' },
    protectedDatabaseVcpus: { unit: 'vCPUs', what: 'of databases whose logins are analysed, on average' },
    monthlyEksAuditEvents: { unit: 'events', what: 'of EKS audit logs that are analysed' },
    monthlyLambdaNetworkLogGb: { unit: 'GB', what: 'of network logs of functions that are analysed' },
    monthlyMalwareScannedGb: { unit: 'GB', what: 'of volumes that are scanned for malware' },
  },
  charges: (priceable) =>
    priceable.resource.flag('Enable', true) === false
      ? { free: 'A detector that is switched off analyses nothing.' }
      : analyses(priceable),
};

const analyses = (priceable: Priceable): Component[] => [
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
  ...FEATURES.filter(({ feature }) => enables(priceable, feature)).map(({ feature: _feature, ...charge }) =>
    metered(priceable, { ...charge, price: undefined, ...NO_PRICE }),
  ),
];

/** Protection plans that a detector may switch on, and whose price is not in the snapshot. */
const FEATURES = [
  { feature: 'RDS_LOGIN_EVENTS', key: 'protectedDatabaseVcpus', component: 'RDS protection', unit: 'vCPU-months' },
  { feature: 'EBS_MALWARE_PROTECTION', key: 'monthlyMalwareScannedGb', component: 'Malware protection', unit: 'GB' },
  { feature: 'EKS_AUDIT_LOGS', key: 'monthlyEksAuditEvents', component: 'EKS audit logs', unit: 'events' },
  {
    feature: 'LAMBDA_NETWORK_LOGS',
    key: 'monthlyLambdaNetworkLogGb',
    component: 'Lambda network logs',
    unit: 'GB',
  },
] as const;

const MILLION = { per: 1_000_000 };
const NO_PRICE = { assumption: 'The price is not in the snapshot; see the pricing page of GuardDuty.' };

/** Whether the detector switches a feature on. */
function enables({ resource }: Priceable, feature: string): boolean {
  const features = resource.list('Features') ?? [];
  return features.some((entry) => isMap(entry) && entry['Name'] === feature && entry['Status'] === 'ENABLED');
}
