import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** A firewall has an endpoint in each subnet. @see https://aws.amazon.com/network-firewall/pricing/ */
export const networkFirewall: PricedType = {
  type: 'AWS::NetworkFirewall::Firewall',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that the firewall inspects' } },
  charges: (priceable) => {
    const subnets = priceable.resource.list('SubnetMappings');
    const zones = priceable.resource.list('AvailabilityZoneMappings');
    const endpoints = subnets && zones && subnets.length + zones.length;
    return [
      charge('Endpoints', 'hours', endpoints && endpoints * HOURS_A_MONTH, 'AWSNetworkFirewall/Endpoint-Hours', {
        unresolved: 'SubnetMappings',
      }),
      metered(priceable, {
        key: 'monthlyDataProcessedGb',
        component: 'Data processed',
        unit: 'GB',
        price: 'AWSNetworkFirewall/DataProcessed-Bytes',
      }),
    ];
  },
};
