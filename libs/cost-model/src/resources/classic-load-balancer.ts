import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/elasticloadbalancing/pricing/ (Classic Load Balancer) */
export const classicLoadBalancer: PricedType = {
  type: 'AWS::ElasticLoadBalancing::LoadBalancer',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that pass through, both ways' } },
  charges: (priceable) => [
    charge('Classic load balancer hours', 'hours', HOURS_A_MONTH, 'AWSELB/LoadBalancerUsage/classic'),
    metered(priceable, {
      key: 'monthlyDataProcessedGb',
      component: 'Data processed',
      unit: 'GB',
      price: 'AWSELB/DataProcessing-Bytes/classic',
    }),
  ],
};
