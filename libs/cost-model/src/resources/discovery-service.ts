import { metered, type PricedType } from './priced-type';

/**
 * Instances that ECS registers are free; others are charged, and calls that discover them, whose rates the snapshot does not
 * have.
 *
 * @see https://aws.amazon.com/cloud-map/pricing/
 */
export const discoveryService: PricedType = {
  type: 'AWS::ServiceDiscovery::Service',
  usage: { registeredInstances: { unit: 'instances', what: 'that something else than ECS registers, on average' } },
  charges: (priceable) => {
    if (priceable.referrers('AWS::ECS::Service', 'ServiceRegistries').length > 0)
      return { free: 'ECS registers the tasks of its service free of charge.' };
    return [
      metered(priceable, {
        key: 'registeredInstances',
        component: 'Registered instances',
        unit: 'instances',
        price: 'AWSCloudMap/RegisteredInstance',
      }),
    ];
  },
};
