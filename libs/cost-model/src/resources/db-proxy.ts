import type { Range } from '../estimate-types';
import { atLeast, flat, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { readDbClass } from './db-class';
import { charge, type PricedType, type Priceable } from './priced-type';

/** The least number of vCPUs that a proxy is charged for. */
const LEAST_VCPUS = 2;

/**
 * A proxy is charged by the vCPUs of the database behind it. The target group connects the two.
 *
 * @see https://aws.amazon.com/rds/proxy/pricing/
 */
export const dbProxy: PricedType = {
  type: 'AWS::RDS::DBProxy',
  usage: { databaseVcpus: { unit: 'vCPUs', what: 'of the database instances behind the proxy' } },
  charges: (priceable) => {
    const vcpus = priceable.usage('databaseVcpus') ?? behind(priceable);
    // The least counts for each database: without one there is nothing to charge.
    const charged = vcpus?.high.isZero() === true ? vcpus : vcpus && atLeast(vcpus, LEAST_VCPUS);
    const hours = charged && scaleRange(charged, HOURS_A_MONTH);
    return [charge('Proxy', 'vCPU-hours', hours, 'AmazonRDS/RDS:ProxyUsage', { usageKey: 'databaseVcpus' })];
  },
};

/** vCPUs of the instances of the target group, where these templates hold them all. */
function behind(priceable: Priceable): Range | undefined {
  const [group] = priceable.referrers('AWS::RDS::DBProxyTargetGroup', 'DBProxyName');
  if (group === undefined) return undefined;
  const instance = priceable.targetOf(group, 'DBInstanceIdentifiers');
  const name = instance?.type === 'AWS::RDS::DBInstance' ? instance.text('DBInstanceClass') : undefined;
  const vcpus = name === undefined ? undefined : readDbClass(name)?.vcpus;
  return vcpus === undefined ? undefined : flat(vcpus);
}
