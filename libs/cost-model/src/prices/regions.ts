/**
 * Prefix of the usage types of each region. In us-east-1 some services write one and others do not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html
 */
const PREFIXES: Readonly<Record<string, string>> = {
  'us-east-1': 'USE1',
  'us-east-2': 'USE2',
  'us-west-1': 'USW1',
  'us-west-2': 'USW2',
  'us-gov-east-1': 'UGE1',
  'us-gov-west-1': 'UGW1',
  'ca-central-1': 'CAN1',
  'ca-west-1': 'CAN2',
  'mx-central-1': 'MXC1',
  'sa-east-1': 'SAE1',
  'eu-west-1': 'EU',
  'eu-west-2': 'EUW2',
  'eu-west-3': 'EUW3',
  'eu-central-1': 'EUC1',
  'eu-central-2': 'EUC2',
  'eu-north-1': 'EUN1',
  'eu-south-1': 'EUS1',
  'eu-south-2': 'EUS2',
  'af-south-1': 'AFS1',
  'il-central-1': 'ILC1',
  'me-south-1': 'MES1',
  'me-central-1': 'MEC1',
  'ap-east-1': 'APE1',
  'ap-south-1': 'APS3',
  'ap-south-2': 'APS5',
  'ap-southeast-1': 'APS1',
  'ap-southeast-2': 'APS2',
  'ap-southeast-3': 'APS4',
  'ap-southeast-4': 'APS6',
  'ap-southeast-5': 'APS7',
  'ap-southeast-7': 'APS9',
  'ap-northeast-1': 'APN1',
  'ap-northeast-2': 'APN2',
  'ap-northeast-3': 'APN3',
};

/** Services whose usage types carry a prefix in us-east-1 too. */
const ALWAYS_PREFIXED = new Set(['AmazonECS', 'AmazonVPC', 'AWSSecretsManager', 'awswaf', 'AWSEvents', 'AWSBackup']);

/** Services without regional usage types. */
const NEVER_PREFIXED = new Set(['AmazonRoute53', 'AWSBudgets']);

export const REGIONS: readonly string[] = Object.keys(PREFIXES);

/** The usage type as a bill of that region writes it: `NatGateway-Hours` in us-east-2 is `USE2-NatGateway-Hours`. */
export function usageTypeIn(region: string, service: string, usageType: string): string {
  if (service === 'awskms') return `${region}-${usageType}`;
  if (NEVER_PREFIXED.has(service) || (region === 'us-east-1' && !ALWAYS_PREFIXED.has(service))) return usageType;
  const prefix = PREFIXES[region];
  return prefix === undefined ? usageType : `${prefix}-${usageType}`;
}
