import type { Range } from '../estimate-types';
import { multiplyRanges } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { diskCharges, disksOf, magneticRequests, volumePrice, type Disk } from './ebs-disks';
import { settingOf, type InstanceSettings } from './instance-settings';
import { lookUp } from './look-up';
import { machineImage, type MachineImage, type OperatingSystem } from './machine-image';
import { charge, type Component, type Priceable } from './priced-type';
import { followsSubnet, publicIpv4 } from './public-ipv4';
import { isMap, isYes } from '../template/value';

/** Metrics that detailed monitoring sends of each instance. */
const DETAILED_METRICS = 7;

/** Usage types of an hour, by tenancy: an instance on a dedicated host is charged with the host. */
const USAGE_TYPES: Readonly<Record<string, string>> = { default: 'BoxUsage', dedicated: 'DedicatedUsage' };

const SPOT = 'Spot prices change by the hour; an instance costs at most the on-demand price, which is taken.';

/** What an hour of an instance costs. */
export interface InstanceKind {
  /** Such as `t3.medium`; undefined where only AWS knows it. */
  readonly type: string | undefined;
  /** Runs on spot capacity. @default false */
  readonly spot?: boolean;
  /** The operating system, where a setting says it. @default what the name of the image says, else Linux */
  readonly system?: OperatingSystem;
}

/**
 * Hours of one instance. A spot instance has the on-demand price, as the most that it costs.
 *
 * @see https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ec2/spot/pricing/
 */
export function instanceHours(settings: InstanceSettings, { type, spot = false, system }: InstanceKind): Component {
  const tenancy = settingOf(settings, 'Tenancy', 'default');
  const usageType = lookUp(USAGE_TYPES, tenancy);
  const shared = tenancy === 'default' ? '' : `, tenancy ${tenancy ?? 'not known'}`;
  const named = system ?? machineImage(settings).system;
  const name = `Instance (${named?.name ?? 'Linux'}, ${spot ? 'spot' : 'on-demand'}, ${type ?? 'type not known'}${shared})`;
  const price = type && usageType && `AmazonEC2/${usageType}:${type}${named?.suffix ?? ''}`;
  const image = named === undefined ? 'Assumes Linux; the image decides.' : `The image is one of ${named.name}.`;
  return charge(name, 'hours', HOURS_A_MONTH, price, { assumption: `${image}${spot ? ` ${SPOT}` : ''}` });
}

/**
 * What an instance costs beside its hours: detailed monitoring, bandwidth to volumes, and volumes.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/ (detailed monitoring), https://aws.amazon.com/ebs/pricing/
 */
export function instanceExtras(settings: InstanceSettings, root = machineImage(settings).root): Component[] {
  return [...monitoring(settings), ...ebsOptimized(settings), ...volumes(settings, root)];
}

/** Requests to the magnetic volumes of all instances that start with these settings. */
export function requestsToVolumes(priceable: Priceable, settings: InstanceSettings): Component[] {
  return magneticRequests(
    priceable,
    disksIn(settings).map(({ type }) => type),
  );
}

/** The charges of one instance, for as many as run; undefined where only the usage key `runningInstances` can say it. */
export function timesInstances(
  components: readonly Component[],
  count: Range | undefined,
  assumption?: string,
): Component[] {
  return components.map((component) => ({
    ...component,
    // Tiers of IOPS count for each volume, so that the IOPS of several volumes cannot be added up.
    quantity:
      component.quantity && count && (component.tiersOfResource !== true || isOne(count))
        ? multiplyRanges(component.quantity, count)
        : undefined,
    ...(count === undefined && { usageKey: 'runningInstances' }),
    ...(assumption !== undefined && {
      assumption: component.assumption === undefined ? assumption : `${component.assumption} ${assumption}`,
    }),
  }));
}

/**
 * Public addresses of the instances of a group that its template asks for, or that its subnets give.
 *
 * @param subnets property of the group that names its subnets
 */
export function publicAddresses(
  { target }: Priceable,
  settings: InstanceSettings,
  count: Range | undefined,
  subnets: string,
): Component[] {
  const asked = (path: string) => isYes(settingOf(settings, path, ''));
  const place = settings.find('NetworkInterfaces');
  const interfaces = place?.resource.list(place.path) ?? [];
  const inTemplate = interfaces.some((entry) => isMap(entry) && isYes(entry['AssociatePublicIpAddress']));
  if (count === undefined) return [];
  if (inTemplate || asked('AssociatePublicIpAddress')) return [publicIpv4(count)];
  if (!followsSubnet(interfaces) || settings.find('AssociatePublicIpAddress') !== undefined) return [];
  const subnet = target(subnets);
  const given = subnet?.type === 'AWS::EC2::Subnet' && subnet.flag('MapPublicIpOnLaunch', false) === true;
  return given ? [publicIpv4(count, 'The subnet gives each instance a public address.')] : [];
}

function isOne({ low, high }: Range): boolean {
  return low.eq(1) && high.eq(1);
}

function monitoring(settings: InstanceSettings): Component[] {
  const otherwise = String(settings.monitoredByDefault ?? false);
  const on = settingOf(settings, 'Monitoring', undefined) ?? settingOf(settings, 'Monitoring.Enabled', otherwise);
  if (!isYes(on)) return [];
  return [charge('Detailed monitoring', 'metrics', DETAILED_METRICS, 'AmazonCloudWatch/CW:MetricMonitorUsage')];
}

/** Current types have their bandwidth to volumes included; the old ones are charged for it. */
function ebsOptimized(settings: InstanceSettings): Component[] {
  const type = settingOf(settings, 'InstanceType', undefined);
  if (type === undefined || !/^(c1|c3|g2|i2|m1|m2|m3|r3)\./.test(type)) return [];
  if (settingOf(settings, 'EbsOptimized', 'false')?.toLowerCase() === 'false') return [];
  return [charge('EBS optimization', 'hours', HOURS_A_MONTH, `AmazonEC2/EBSOptimized:${type}`)];
}

function volumes(settings: InstanceSettings, { gb, type, of }: MachineImage['root']): Component[] {
  const disks = disksIn(settings, gb);
  const size = `the size for ${of}`;
  const mapped = disks.flatMap((disk) => diskCharges(disk, size));
  // Volumes for data come beside the root volume of the image.
  if (disks.some(({ isData }) => isData !== true)) return mapped;
  const assumption = `${gb} GB of ${type}, ${size}; the image decides.`;
  return [charge(`Root volume (${type})`, 'GB', gb, volumePrice(type), { assumption }), ...mapped];
}

function disksIn(settings: InstanceSettings, imageGb = 0): Disk[] {
  const place = settings.find('BlockDeviceMappings');
  return disksOf(place?.resource.list(place.path) ?? [], imageGb);
}
