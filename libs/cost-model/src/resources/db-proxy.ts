import type { Range } from '../estimate-types';
import { atLeast, flat, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import type { TemplateResource } from '../template/resource';
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

/** vCPUs of the instances of the target group, or of those of its cluster, where these templates hold them all. */
function behind(priceable: Priceable): Range | undefined {
  const [group] = priceable.referrers('AWS::RDS::DBProxyTargetGroup', 'DBProxyName');
  if (group === undefined) return undefined;
  const instance = priceable.targetOf(group, 'DBInstanceIdentifiers');
  if (instance?.type === 'AWS::RDS::DBInstance') return vcpusOf([instance]);
  const cluster = priceable.targetOf(group, 'DBClusterIdentifiers');
  const members = cluster && priceable.referrersOf(cluster, 'AWS::RDS::DBInstance', 'DBClusterIdentifier');
  return members === undefined || members.length === 0 ? undefined : vcpusOf(members);
}

function vcpusOf(instances: readonly TemplateResource[]): Range | undefined {
  const each = instances.map((instance) => readDbClass(instance.text('DBInstanceClass') ?? '')?.vcpus);
  return each.includes(undefined) ? undefined : flat((each as number[]).reduce((sum, vcpus) => sum + vcpus, 0));
}
