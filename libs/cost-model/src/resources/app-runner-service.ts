import type { Exact } from '../estimate-types';
import { exact, multiplyRanges, flat } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';

/** A quarter of a processor is 256 units. */
const UNITS_A_VCPU = 1024;
const MB_A_GB = 1024;

/**
 * Memory of the instances that are kept is charged all month, the processor only while they serve requests.
 *
 * @see https://aws.amazon.com/apprunner/pricing/
 */
export const appRunnerService: PricedType = {
  type: 'AWS::AppRunner::Service',
  usage: {
    monthlyActiveHours: { unit: 'hours', what: 'that instances serve requests, those of all instances together' },
  },
  charges: (priceable) => {
    const cpu = sizeOf(priceable, 'InstanceConfiguration.Cpu', 'vCPU', UNITS_A_VCPU, 1);
    const memory = sizeOf(priceable, 'InstanceConfiguration.Memory', 'GB', MB_A_GB, 2);
    const kept = priceable.target('AutoScalingConfigurationArn')?.number('MinSize', 1) ?? exact(1);
    const active = priceable.usage('monthlyActiveHours');
    return [
      charge('Memory', 'GB-hours', memory?.times(kept).times(HOURS_A_MONTH), 'AWSAppRunner/Provisioned-GB-hours', {
        unresolved: 'InstanceConfiguration.Memory',
        assumption: `${kept.toString()} of the instances kept all month; more are charged while they serve requests.`,
      }),
      charge('Processor', 'vCPU-hours', cpu && active && multiplyRanges(active, flat(cpu)), 'AWSAppRunner/vCPU-hours', {
        usageKey: 'monthlyActiveHours',
      }),
      ...automaticDeployments(priceable),
    ];
  },
};

/** A fee for each service, unless its deployments are started by hand; those from a public repository are. Its amount is not in the list. */
function automaticDeployments({ resource }: Priceable): Component[] {
  const isPublic = resource.text('SourceConfiguration.ImageRepository.ImageRepositoryType') === 'ECR_PUBLIC';
  if (resource.flag('SourceConfiguration.AutoDeploymentsEnabled', !isPublic) === false) return [];
  return [charge('Automatic deployments', 'services', 1, 'AWSAppRunner/AutomaticDeployments')];
}

/** A size in units (`1024`) or in words (`1 vCPU`); undefined if only AWS knows it. */
function sizeOf(
  { resource }: Priceable,
  path: string,
  word: string,
  units: number,
  otherwise: number,
): Exact | undefined {
  const text = resource.text(path, `${otherwise} ${word}`)?.replaceAll(' ', '');
  const [, count, unit] = /^([\d.]+)(vCPU|GB)?$/.exec(text ?? '') ?? [];
  if (count === undefined) return undefined;
  return unit === undefined ? exact(count).div(units) : exact(count);
}
