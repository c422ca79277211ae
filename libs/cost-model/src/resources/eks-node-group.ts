import type { Range } from '../estimate-types';
import { instanceExtras, instanceHours, publicAddresses, timesInstances } from './instance-charges';
import { launchTemplateSettings, settingOf } from './instance-settings';
import { WINDOWS } from './machine-image';
import type { Priceable, PricedType } from './priced-type';

/** What EKS takes where the template does not say. */
const DEFAULTS = { type: 't3.medium', diskGb: 20, windowsDiskGb: 50, nodes: 2 };

/** @see https://aws.amazon.com/eks/pricing/, https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
export const eksNodeGroup: PricedType = {
  type: 'AWS::EKS::Nodegroup',
  usage: { runningInstances: { unit: 'instances', what: 'that run in the group, on average' } },
  charges: (priceable) => {
    const { resource, target } = priceable;
    const named = resource.value('LaunchTemplate') !== undefined;
    const template = launchTemplateSettings(named ? target('LaunchTemplate') : undefined);
    const [first] = resource.list('InstanceTypes') ?? [];
    const own = typeof first === 'string' ? first : undefined;
    const otherwise = named && template.templateIsElsewhere ? undefined : DEFAULTS.type;
    const type = own ?? settingOf(template, 'InstanceType', otherwise);
    const spot = resource.text('CapacityType', 'ON_DEMAND') === 'SPOT';
    const isWindows = resource.text('AmiType', '')?.startsWith('WINDOWS') === true;
    const leastGb = isWindows ? DEFAULTS.windowsDiskGb : DEFAULTS.diskGb;
    const diskGb = resource.number('DiskSize', leastGb)?.toNumber() ?? leastGb;
    const root = { gb: diskGb, type: 'gp2', of: isWindows ? 'nodes with Windows' : 'nodes' };
    const { count, assumption } = nodes(priceable);
    return [
      ...timesInstances(
        [instanceHours(template, { type, spot, ...(isWindows && { system: WINDOWS }) })],
        count,
        assumption,
      ),
      ...timesInstances(instanceExtras(template, root), count),
      ...publicAddresses(priceable, template, count, 'Subnets'),
    ];
  },
};

interface Nodes {
  readonly count: Range | undefined;
  readonly assumption?: string;
}

function nodes({ resource, usage }: Priceable): Nodes {
  const given = usage('runningInstances');
  if (given !== undefined) return { count: given };
  const desired = resource.number('ScalingConfig.DesiredSize', DEFAULTS.nodes);
  const min = resource.number('ScalingConfig.MinSize', desired?.toNumber());
  const max = resource.number('ScalingConfig.MaxSize', desired?.toNumber());
  if (desired === undefined || min === undefined || max === undefined) return { count: undefined };
  const low = min.lt(desired) ? min : desired;
  const high = max.gt(desired) ? max : desired;
  const assumption = 'Expected: the desired size; high: the maximum. Give runningInstances for a better figure.';
  return { count: { low, expected: desired, high }, ...(low.lt(high) && { assumption }) };
}
