import type { Exact, Range } from '../estimate-types';
import { exact, mapRange } from '../exact';
import { isMap, type Value } from '../template/value';
import { scheduledSizes } from './group-schedule';
import { MAGNETIC_USAGE } from './ebs-disks';
import { instanceExtras, instanceHours, publicAddresses, requestsToVolumes, timesInstances } from './instance-charges';
import {
  launchConfigurationSettings,
  launchTemplateSettings,
  settingOf,
  type InstanceSettings,
} from './instance-settings';
import type { Priceable, PricedType } from './priced-type';

const MIXED = 'MixedInstancesPolicy';
const MIXED_TEMPLATE = `${MIXED}.LaunchTemplate.LaunchTemplateSpecification`;
const OVERRIDES = `${MIXED}.LaunchTemplate.Overrides`;

/**
 * The instances of a group: what the usage file says, else its smallest, desired and largest size.
 *
 * @see https://aws.amazon.com/ec2/autoscaling/pricing/, https://aws.amazon.com/ec2/pricing/on-demand/
 */
export const autoScalingGroup: PricedType = {
  type: 'AWS::AutoScaling::AutoScalingGroup',
  usage: { runningInstances: { unit: 'instances', what: 'that run in the group, on average' }, ...MAGNETIC_USAGE },
  charges: (priceable) => {
    const settings = settingsOf(priceable);
    const choice = chosenType(priceable, settings);
    const instances = groupSize(priceable, choice.weight);
    const assumption = [instances.assumption, choice.assumption].filter((each) => each !== undefined).join(' ');
    const sentence = assumption === '' ? undefined : assumption;
    return [
      ...spotShares(priceable, settings, instances.count).flatMap(({ count, spot }) =>
        timesInstances([instanceHours(settings, { type: choice.type, spot })], count, sentence),
      ),
      ...timesInstances(instanceExtras(settings), instances.count),
      ...(instances.count?.high.isZero() === true ? [] : requestsToVolumes(priceable, settings)),
      ...publicAddresses(priceable, settings, instances.count, 'VPCZoneIdentifier'),
    ];
  },
};

function settingsOf({ resource, target }: Priceable): InstanceSettings {
  if (resource.value(MIXED) !== undefined) return launchTemplateSettings(target(MIXED_TEMPLATE));
  if (resource.value('LaunchTemplate') !== undefined) return launchTemplateSettings(target('LaunchTemplate'));
  return launchConfigurationSettings(target('LaunchConfigurationName'));
}

interface ChosenType {
  readonly type: string | undefined;
  /** Units of the group's size that one instance counts for. */
  readonly weight: Exact;
  readonly assumption?: string;
}

/** The first type of the overrides, because a group tries them in their order; else the template's. */
function chosenType({ resource }: Priceable, settings: InstanceSettings): ChosenType {
  const weight = exact(1);
  const overrides = (resource.list(OVERRIDES) ?? []).flatMap((entry) => (isMap(entry) ? [entry] : []));
  const [first] = overrides;
  const type = first?.['InstanceType'];
  // Where the group lists what its instances must have, AWS chooses the type.
  if (first?.['InstanceRequirements'] !== undefined) return { type: undefined, weight };
  if (first === undefined || type === undefined) {
    return { type: settingOf(settings, 'InstanceType', undefined), weight };
  }
  const own = weightOf(first['WeightedCapacity']);
  const others = overrides.length - 1;
  const assumption = `Expected: instances of the first of ${overrides.length} types.`;
  return {
    type: typeof type === 'string' ? type : undefined,
    weight: own ?? weight,
    ...(others > 0 && { assumption }),
  };
}

function weightOf(value: Value | undefined): Exact | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^[1-9]\d{0,5}$/.test(text) ? exact(text) : undefined;
}

interface GroupSize {
  readonly count: Range | undefined;
  readonly assumption?: string;
}

function groupSize({ resource, usage, referrers }: Priceable, weight: Exact): GroupSize {
  const given = usage('runningInstances');
  if (given !== undefined) return { count: given };
  const min = resource.number('MinSize', undefined);
  const max = resource.number('MaxSize', undefined);
  const isSet = resource.value('DesiredCapacity') !== undefined;
  const desired = isSet ? resource.number('DesiredCapacity', undefined) : min;
  if (min === undefined || max === undefined || desired === undefined) return { count: undefined };
  const declared = { low: min.lt(desired) ? min : desired, expected: desired, high: max.gt(desired) ? max : desired };
  const actions = referrers('AWS::AutoScaling::ScheduledAction', 'AutoScalingGroupName');
  const { low, expected, high } = declared;
  const sizes = { min: low.toNumber(), desired: expected.toNumber(), max: high.toNumber() };
  const units = actions.length === 0 ? declared : scheduledSizes(actions, sizes);
  if (units === undefined) return { count: undefined };
  // A part of an instance is one that runs for a part of the week.
  const count = weight.eq(1) ? units : mapRange(units, (each) => each.div(weight).ceil());
  if (units.low.eq(units.high)) return { count };
  const size = isSet ? 'the desired capacity' : 'the minimum size';
  const averaged = actions.length === 0 ? '' : ', averaged over the weekly schedule';
  return {
    count,
    assumption: `Expected: ${size}${averaged}; high: the maximum. Give runningInstances for a better figure.`,
  };
}

interface Share {
  readonly count: Range | undefined;
  readonly spot: boolean;
}

/** How a group divides its instances: those of the base on demand, the rest by percent. */
function spotShares({ resource, target }: Priceable, settings: InstanceSettings, count: Range | undefined): Share[] {
  if (resource.value(MIXED) === undefined || count === undefined) {
    const market = settingOf(settings, 'InstanceMarketOptions.MarketType', '');
    const spot = market === 'spot' || target('LaunchConfigurationName')?.value('SpotPrice') !== undefined;
    return [{ count, spot }];
  }
  const distribution = `${MIXED}.InstancesDistribution`;
  const base = resource.number(`${distribution}.OnDemandBaseCapacity`, 0);
  const percent = resource.number(`${distribution}.OnDemandPercentageAboveBaseCapacity`, 100);
  if (base === undefined || percent === undefined) return [{ count, spot: false }];
  const onDemand = mapRange(count, (all) => {
    const inBase = all.lt(base) ? all : base;
    return inBase.plus(all.minus(inBase).times(percent).div(100).ceil());
  });
  const spot = {
    low: count.low.minus(onDemand.low),
    expected: count.expected.minus(onDemand.expected),
    high: count.high.minus(onDemand.high),
  };
  const shares: Share[] = [
    { count: onDemand, spot: false },
    { count: inOrder(spot), spot: true },
  ];
  return shares.filter((share) => share.count?.high.gt(0) === true);
}

/** Rounding can give the smaller group one instance more of a kind. */
function inOrder({ low, expected, high }: Range): Range {
  const least = low.lt(expected) ? low : expected;
  return { low: least, expected, high: high.gt(expected) ? high : expected };
}
