import { scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

/** Brokers that run, by deployment mode. */
const BROKERS: ReadonlyMap<string, number> = new Map([
  ['SINGLE_INSTANCE', 1],
  ['ACTIVE_STANDBY_MULTI_AZ', 2],
  ['CLUSTER_MULTI_AZ', 3],
]);

/** @see https://aws.amazon.com/amazon-mq/pricing/ */
export const messageBroker: PricedType = {
  type: 'AWS::AmazonMQ::Broker',
  usage: {
    storageGb: { unit: 'GB', what: 'of messages on the volume of each broker, or on the file system of them all' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const brokers = BROKERS.get(resource.text('DeploymentMode', 'SINGLE_INSTANCE') ?? '');
    const instance = resource.text('HostInstanceType');
    const rabbit = resource.text('EngineType', 'ACTIVEMQ')?.toUpperCase() === 'RABBITMQ';
    const kind = resource.text('StorageType', rabbit ? 'EBS' : 'EFS')?.toUpperCase();
    // Each broker of a cluster has a volume of its own; a pair of active and standby shares one file system.
    const volumes = kind === 'EBS' ? brokers : 1;
    const given = priceable.usage('storageGb');
    const storage = volumes && given && scaleRange(given, volumes);
    const isPublic = resource.flag('PubliclyAccessible', false) === true;
    return [
      charge(
        `Brokers (${instance ?? 'type not known'})`,
        'hours',
        brokers && brokers * HOURS_A_MONTH,
        instance && `AmazonMQ/Broker:${instance}`,
        { unresolved: 'DeploymentMode' },
      ),
      charge(`Storage (${kind ?? 'kind not known'})`, 'GB', storage, kind && `AmazonMQ/Storage:${kind}`, {
        usageKey: 'storageGb',
      }),
      ...(isPublic && !rabbit && brokers !== undefined ? [publicIpv4(brokers)] : []),
    ];
  },
};
