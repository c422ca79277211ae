import type { Range } from '../estimate-types';
import { flat, mapRange, multiplyRanges } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { isMap, type Value } from '../template/value';
import { volumePrice } from './ebs-disks';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';

/** GB of a node's root volume when the template does not say. */
const ROOT_GB = 15;

/**
 * Instances cost what EC2 charges and, on top of it, what EMR charges for their type.
 *
 * @see https://aws.amazon.com/emr/pricing/
 */
export const emrCluster: PricedType = {
  type: 'AWS::EMR::Cluster',
  usage: {
    monthlyHours: { unit: 'hours', what: 'that the cluster runs; one that nothing ends runs the whole month' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const hours = priceable.usage('monthlyHours') ?? (isEnded(priceable) ? undefined : flat(HOURS_A_MONTH));
    const rootGb = resource.number('EbsRootVolumeSize', ROOT_GB);
    const root = rootGb === undefined ? undefined : flat(rootGb);
    const groups = [
      ...single(priceable, 'MasterInstanceGroup', 'Master'),
      ...single(priceable, 'CoreInstanceGroup', 'Core'),
      ...(resource.list('Instances.TaskInstanceGroups') ?? []).map((group): Group => groupOf('Task', group)),
    ];
    return [...groups.flatMap((group) => nodes(group, hours, root)), ...fleets(priceable)];
  },
};

/** A cluster that ends with its steps, or when it is idle, runs for as long as its work takes. */
function isEnded({ resource }: Priceable): boolean {
  const stays = resource.flag('Instances.KeepJobFlowAliveWhenNoSteps', false) === true;
  return !stays || resource.value('AutoTerminationPolicy') !== undefined;
}

/** Instances of one kind. */
interface Group {
  readonly name: string;
  readonly type: string | undefined;
  readonly count: number | undefined;
  readonly spot: boolean;
}

function single({ resource }: Priceable, property: string, name: string): Group[] {
  const group = resource.value(`Instances.${property}`);
  return group === undefined ? [] : [groupOf(name, group)];
}

function groupOf(name: string, group: Value): Group {
  const { InstanceType: type, InstanceCount: written, Market: market } = isMap(group) ? group : {};
  const count = typeof written === 'object' ? NaN : Number(written);
  return {
    name,
    type: typeof type === 'string' ? type : undefined,
    count: Number.isFinite(count) ? count : undefined,
    spot: market === 'SPOT',
  };
}

function nodes({ name, type, count, spot }: Group, hours: Range | undefined, rootGb: Range | undefined): Component[] {
  const quantity = hours && count !== undefined ? multiplyRanges(hours, flat(count)) : undefined;
  const label = type ?? 'type not known';
  const why = {
    ...(hours === undefined ? { usageKey: 'monthlyHours' } : { unresolved: 'InstanceCount' }),
    ...(spot && { assumption: 'Spot prices change by the hour; an instance costs at most the on-demand price.' }),
  };
  const gbHours = quantity && rootGb && multiplyRanges(quantity, rootGb);
  const gbMonths = gbHours && mapRange(gbHours, (hours) => hours.div(HOURS_A_MONTH));
  return [
    charge(`${name} instances (${label})`, 'hours', quantity, type && `AmazonEC2/BoxUsage:${type}`, why),
    charge(
      `EMR on ${name.toLowerCase()} instances`,
      'hours',
      quantity,
      type && `ElasticMapReduce/BoxUsage:${type}`,
      why,
    ),
    charge(`Root volumes of ${name.toLowerCase()} instances`, 'GB', gbMonths, volumePrice('gp3'), why),
  ];
}

/** AWS chooses the types of a fleet when it starts. */
function fleets({ resource }: Priceable): Component[] {
  const used = ['MasterInstanceFleet', 'CoreInstanceFleet', 'TaskInstanceFleets'].filter(
    (fleet) => resource.value(`Instances.${fleet}`) !== undefined,
  );
  return used.map((fleet) =>
    charge(`Instances of ${fleet}`, 'hours', undefined, undefined, { unresolved: `Instances.${fleet}` }),
  );
}
