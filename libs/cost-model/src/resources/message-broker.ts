import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';
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
  usage: { storageGb: { unit: 'GB', what: 'of messages on each broker, on average' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const brokers = BROKERS.get(resource.text('DeploymentMode', 'SINGLE_INSTANCE') ?? '');
    const instance = resource.text('HostInstanceType');
    const rabbit = resource.text('EngineType', 'ACTIVEMQ')?.toUpperCase() === 'RABBITMQ';
    const kind = resource.text('StorageType', rabbit ? 'EBS' : 'EFS')?.toUpperCase();
    const isPublic = resource.flag('PubliclyAccessible', false) === true;
    return [
      charge(
        `Brokers (${instance ?? 'type not known'})`,
        'hours',
        brokers && brokers * HOURS_A_MONTH,
        instance && `AmazonMQ/Broker:${instance}`,
        { unresolved: 'DeploymentMode' },
      ),
      metered(priceable, {
        key: 'storageGb',
        component: `Storage (${kind ?? 'kind not known'})`,
        unit: 'GB',
        price: kind && `AmazonMQ/Storage:${kind}`,
      }),
      ...(isPublic && !rabbit && brokers !== undefined ? [publicIpv4(brokers)] : []),
    ];
  },
};
