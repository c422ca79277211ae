import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

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
    ...addresses(priceable),
  ],
};

/** An internet-facing balancer has a public address in each of its zones. */
function addresses({ resource }: Priceable): Component[] {
  if (resource.text('Scheme', 'internet-facing') === 'internal') return [];
  const subnets = resource.list('Subnets');
  const zones = subnets?.length === 0 ? resource.list('AvailabilityZones') : subnets;
  if (zones !== undefined && zones.length > 0) return [publicIpv4(zones.length)];
  return [publicIpv4(1, 'One zone, the minimum; the number is known only at deployment.')];
}
