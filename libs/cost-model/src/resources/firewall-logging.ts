import { isMap } from '../template/value';
import { metered, type PricedType } from './priced-type';

/** Logs of a firewall are vended logs. @see https://aws.amazon.com/cloudwatch/pricing/ (Vended logs) */
export const firewallLogging: PricedType = {
  type: 'AWS::NetworkFirewall::LoggingConfiguration',
  usage: { monthlyDataIngestedGb: { unit: 'GB', what: 'of alert and flow logs that are delivered' } },
  charges: (priceable) => {
    const entries = priceable.resource.list('LoggingConfiguration.LogDestinationConfigs') ?? [];
    const kinds = entries.map((entry) => (isMap(entry) ? String(entry['LogDestinationType']) : ''));
    const usageType = kinds.every((kind) => kind === 'S3') ? 'S3-Egress-Bytes' : 'VendedLog-Bytes';
    const price = kinds.includes('KinesisDataFirehose') ? undefined : `AmazonCloudWatch/${usageType}`;
    return [metered(priceable, { key: 'monthlyDataIngestedGb', component: 'Logs delivered', unit: 'GB', price })];
  },
};
