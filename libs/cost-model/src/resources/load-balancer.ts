import { lookUp } from './look-up';
import type { Range } from '../estimate-types';
import { flat, largestRange, mapRange, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { isMap } from '../template/value';
import { charge, type Component, type Priceable, type PricedType, type UsageKey } from './priced-type';
import { addressesFromElsewhere, publicIpv4 } from './public-ipv4';
import { unitOfTraffic, type CapacityUnit } from './load-balancer-traffic';

const NAMES: Readonly<Record<string, string>> = {
  application: 'Application load balancer',
  network: 'Network load balancer',
  gateway: 'Gateway load balancer',
};

/**
 * What one capacity unit carries, by dimension. The largest dimension of an hour is charged; here the averages of the
 * month represent its hours, so that an uneven load costs more than the estimate.
 *
 * @see https://aws.amazon.com/elasticloadbalancing/pricing/
 */
const UNIT: Readonly<Record<string, CapacityUnit>> = {
  application: { connections: 25, active: 3000, evaluations: 1000, gigabytes: 1 },
  network: { connections: 800, active: 100_000, evaluations: Infinity, gigabytes: 1 },
  gateway: { connections: 600, active: 60_000, evaluations: Infinity, gigabytes: 1 },
};

const USAGE: Readonly<Record<string, UsageKey>> = {
  newConnectionsPerSecond: { unit: 'connections a second', what: 'that are opened, on average' },
  activeConnections: { unit: 'connections', what: 'open at a time, on average' },
  monthlyProcessedGb: { unit: 'GB', what: 'that pass through, both ways' },
  ruleEvaluationsPerSecond: { unit: 'evaluations a second', what: 'of rules beyond the ten free ones, on average' },
};

export const loadBalancer: PricedType = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  usage: USAGE,
  charges: (priceable) => {
    const type = priceable.resource.text('Type', 'application');
    const hours = type && `AWSELB/LoadBalancerUsage/${type}`;
    return [
      charge(`${lookUp(NAMES, type) ?? 'Load balancer'} hours`, 'hours', HOURS_A_MONTH, hours),
      capacity(priceable, type),
      ...addresses(priceable, type),
    ];
  },
};

function capacity(priceable: Priceable, type: string | undefined): Component {
  const usual = lookUp(UNIT, type) ?? { connections: Infinity, active: Infinity, evaluations: Infinity, gigabytes: 1 };
  const { unit, assumption } = unitOfTraffic(priceable, type, usual);
  const dimensions = [
    perUnit(priceable.usage('newConnectionsPerSecond'), unit.connections),
    perUnit(priceable.usage('activeConnections'), unit.active),
    perUnit(priceable.usage('ruleEvaluationsPerSecond'), unit.evaluations),
    // One unit carries so many GB an hour: at 1 GB, the month's gigabytes are unit-hours.
    gigabytesPerUnit(priceable.usage('monthlyProcessedGb'), unit.gigabytes),
  ].filter((dimension) => dimension !== undefined);
  return charge(
    'Load balancer capacity units',
    'LCU-hours',
    dimensions.length === 0 ? undefined : largestRange(dimensions),
    type && `AWSELB/LCUUsage/${type}`,
    {
      usageKey: Object.keys(USAGE).join(', '),
      ...(dimensions.length > 0 && { assumption: `The largest of the four averages, in every hour.${assumption}` }),
    },
  );
}

function perUnit(amount: Range | undefined, inOneUnit: number): Range | undefined {
  if (amount === undefined || inOneUnit === Infinity) return undefined;
  return scaleRange(
    mapRange(amount, (value) => value.div(inOneUnit)),
    HOURS_A_MONTH,
  );
}

function gigabytesPerUnit(amount: Range | undefined, inOneUnit: number): Range | undefined {
  return amount && mapRange(amount, (value) => value.div(inOneUnit));
}

/** An internet-facing balancer has a public address in each of its zones. */
function addresses({ resource }: Priceable, type: string | undefined): Component[] {
  const scheme = resource.text('Scheme', 'internet-facing');
  if (scheme === 'internal' || type === 'gateway') return [];
  if (resource.text('IpAddressType', 'ipv4') === 'dualstack-without-public-ipv4') return [];
  const mappings = resource.list('SubnetMappings');
  const subnets = mappings !== undefined && mappings.length > 0 ? mappings : resource.list('Subnets');
  const allocations = mappings?.map((mapping) => (isMap(mapping) ? mapping['AllocationId'] : undefined)) ?? [];
  if (allocations.some((id) => id !== undefined)) {
    const count = addressesFromElsewhere(allocations);
    return count === 0 ? [] : [publicIpv4(count)];
  }
  if (scheme !== undefined && subnets !== undefined && subnets.length > 0) return [publicIpv4(subnets.length)];
  const two = 'Two zones, the minimum for a load balancer; the number is known only at deployment.';
  return [publicIpv4(flat(2), two)];
}
