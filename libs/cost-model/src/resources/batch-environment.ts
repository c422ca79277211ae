import { HOURS_A_MONTH } from '../hours';
import { scaleRange } from '../exact';
import type { Value } from '../template/value';
import { FARGATE_SPOT } from './ecs-service';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/**
 * Batch is free; the instances or Fargate tasks of its jobs are charged. What runs depends on the jobs, so usage says it.
 *
 * @see https://aws.amazon.com/batch/pricing/
 */
export const batchEnvironment: PricedType = {
  type: 'AWS::Batch::ComputeEnvironment',
  usage: {
    monthlyInstanceHours: { unit: 'hours', what: 'of instances that run jobs' },
    monthlyVcpuHours: { unit: 'hours', what: 'of vCPUs of jobs, on Fargate or where a family of instances is named' },
    monthlyMemoryGbHours: { unit: 'GB-hours', what: 'of memory of Fargate jobs' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    if (resource.text('Type', 'MANAGED')?.toUpperCase() === 'UNMANAGED')
      return { free: 'Batch is free; the instances of an unmanaged environment are charged by themselves.' };
    const kind = resource.text('ComputeResources.Type', 'EC2')?.toUpperCase();
    return kind?.startsWith('FARGATE') === true ? fargate(priceable, kind) : instances(priceable, kind);
  },
};

function fargate(priceable: Priceable, kind: string): Component[] {
  const isSpot = kind === 'FARGATE_SPOT';
  const spot = isSpot ? 'SpotUsage-' : '';
  const assumption = isSpot ? { assumption: FARGATE_SPOT } : {};
  return [
    metered(priceable, {
      key: 'monthlyVcpuHours',
      component: 'Jobs: vCPUs',
      unit: 'vCPU-hours',
      price: `AmazonECS/${spot}Fargate-vCPU-Hours:perCPU`,
      ...assumption,
    }),
    metered(priceable, {
      key: 'monthlyMemoryGbHours',
      component: 'Jobs: memory',
      unit: 'GB-hours',
      price: `AmazonECS/${spot}Fargate-GB-Hours`,
      ...assumption,
    }),
  ];
}

/** Families whose sizes cost the same for each vCPU; those with GPUs do not. */
const FAMILY = /^[cmr]\d[a-z]*$/;
/** Of the families that `optimal` chooses among, C, M and R, the one in the middle. */
const OPTIMAL = 'm5';
/** Part of an instance of the size `large` that a vCPU is. */
const VCPU_OF_LARGE = '0.5';

/** The family that an environment names; undefined for a type with a size. */
function familyOf(named: Value | undefined): string | undefined {
  if (named === 'optimal') return OPTIMAL;
  return typeof named === 'string' && FAMILY.test(named) ? named : undefined;
}

/** The first type of the list. Of a family, or of `optimal`, only AWS knows the size: vCPUs are counted. */
function instances(priceable: Priceable, kind: string | undefined): Component[] {
  const { resource, usage } = priceable;
  const [first] = resource.list('ComputeResources.InstanceTypes') ?? [];
  const type = typeof first === 'string' && first.includes('.') ? first : undefined;
  const family = familyOf(first);
  const least = resource.number('ComputeResources.MinvCpus', 0);
  const always = least !== undefined && least.gt(0);
  const name = `Instances (Linux, ${kind === 'SPOT' ? 'spot' : 'on-demand'}, ${type ?? 'type not known'})`;
  const given = usage('monthlyInstanceHours');
  const vcpuHours = usage('monthlyVcpuHours');
  const assumption = [
    family === undefined ? '' : `As ${family}.large, which has two vCPUs; other sizes cost as much for each.`,
    'Assumes Linux; the image decides.',
    kind === 'SPOT' ? 'An instance costs at most the on-demand price, which is taken.' : '',
    always ? `At least ${least.toString()} vCPUs run all ${HOURS_A_MONTH} hours of a month.` : '',
  ];
  const reasons = { assumption: assumption.filter((each) => each !== '').join(' ') };
  if (family !== undefined) {
    const hours = vcpuHours && scaleRange(vcpuHours, VCPU_OF_LARGE);
    const component = name.replace('type not known', `family ${family}`);
    return [
      charge(component, 'hours', hours, `AmazonEC2/BoxUsage:${family}.large`, {
        usageKey: 'monthlyVcpuHours',
        ...reasons,
      }),
    ];
  }
  return [
    charge(name, 'hours', given && scaleRange(given, 1), type && `AmazonEC2/BoxUsage:${type}`, {
      usageKey: 'monthlyInstanceHours',
      ...reasons,
    }),
  ];
}
