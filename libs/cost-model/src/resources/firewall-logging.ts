import { isMap } from '../template/value';
import { lookUp } from './look-up';
import { metered, type PricedType } from './priced-type';

/** By the kind of destination. */
const USAGE_TYPES: Readonly<Record<string, string>> = {
  CloudWatchLogs: 'VendedLog-Bytes',
  S3: 'S3-Egress-Bytes',
  KinesisDataFirehose: 'FH-Egress-Bytes',
};

/** Logs of a firewall are vended logs. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const firewallLogging: PricedType = {
  type: 'AWS::NetworkFirewall::LoggingConfiguration',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of alert and flow logs that are delivered' } },
  charges: (priceable) => {
    const entries = priceable.resource.list('LoggingConfiguration.LogDestinationConfigs') ?? [];
    const kinds = entries.map((entry) => (isMap(entry) ? String(entry['LogDestinationType']) : ''));
    // Usage does not say how much goes to each of several kinds of destination.
    const usageType = new Set(kinds).size === 1 ? lookUp(USAGE_TYPES, kinds[0]) : undefined;
    const price = usageType && `AmazonCloudWatch/${usageType}`;
    return [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Logs delivered', unit: 'GB', price })];
  },
};
