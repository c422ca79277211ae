import { HOURS_A_MONTH } from '../hours';
import { isMap } from '../template/value';
import { diskCharges, disksOf, volumePrice } from './ebs-disks';
import { instanceSettings, type InstanceSettings } from './instance-settings';
import { lookUp } from './look-up';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

/** Gigabytes of the root volume of Amazon Linux, where the template does not say. */
const ROOT_GB = 8;
/** Type of an instance whose template does not say. */
const DEFAULT_TYPE = 'm1.small';
/** Metrics that detailed monitoring sends of each instance. */
const DETAILED_METRICS = 7;

/** Usage types of an hour, by tenancy: an instance on a dedicated host is charged with the host. */
const USAGE_TYPES: Readonly<Record<string, string>> = { default: 'BoxUsage', dedicated: 'DedicatedUsage' };

/** @see https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/cloudwatch/pricing/ (detailed monitoring) */
export const ec2Instance: PricedType = {
  type: 'AWS::EC2::Instance',
  charges: (priceable) => {
    const settings = instanceSettings(priceable);
    return [
      hours(settings),
      ...monitoring(settings),
      ...ebsOptimized(settings),
      ...volumes(settings),
      ...address(priceable, settings),
    ];
  },
};

function hours(settings: InstanceSettings): Component {
  const otherwise = settings.templateIsElsewhere ? undefined : DEFAULT_TYPE;
  const type = text(settings, 'InstanceType', otherwise);
  const tenancy = text(settings, 'Tenancy', 'default');
  const usageType = lookUp(USAGE_TYPES, tenancy);
  const name = `Instance (Linux, on-demand, ${type ?? 'type not known'}${tenancy === 'default' ? '' : `, tenancy ${tenancy ?? 'not known'}`})`;
  return charge(name, 'hours', HOURS_A_MONTH, type && usageType && `AmazonEC2/${usageType}:${type}`, {
    assumption: 'Assumes Linux; the image decides.',
  });
}

function monitoring(settings: InstanceSettings): Component[] {
  const on = text(settings, 'Monitoring', undefined) ?? text(settings, 'Monitoring.Enabled', 'false');
  if (on?.toLowerCase() !== 'true') return [];
  return [charge('Detailed monitoring', 'metrics', DETAILED_METRICS, 'AmazonCloudWatch/CW:MetricMonitorUsage')];
}

/** Current types have their bandwidth to volumes included; the old ones are charged for it. */
function ebsOptimized(settings: InstanceSettings): Component[] {
  const type = text(settings, 'InstanceType', undefined);
  if (type === undefined || !/^(c1|c3|g2|i2|m1|m2|m3|r3)\./.test(type)) return [];
  if (text(settings, 'EbsOptimized', 'false')?.toLowerCase() === 'false') return [];
  return [charge('EBS optimization', 'hours', HOURS_A_MONTH, `AmazonEC2/EBSOptimized:${type}`)];
}

function volumes(settings: InstanceSettings): Component[] {
  const place = settings.find('BlockDeviceMappings');
  const disks = disksOf(place?.resource.list(place.path) ?? []);
  if (disks.length > 0) return disks.flatMap(diskCharges);
  const assumption = `${ROOT_GB} GB of gp2, the size for Amazon Linux; the image decides.`;
  return [charge('Root volume (gp2)', 'GB', ROOT_GB, volumePrice('gp2'), { assumption })];
}

/** A public address that the instance asks for, or that its subnet gives to each instance. */
function address({ target }: Priceable, settings: InstanceSettings): Component[] {
  const place = settings.find('NetworkInterfaces');
  const interfaces = place?.resource.list(place.path) ?? [];
  const asked = interfaces.map((entry) => (isMap(entry) ? entry['AssociatePublicIpAddress'] : undefined));
  if (asked.some((each) => String(each).toLowerCase() === 'true')) return [publicIpv4(1)];
  if (interfaces.length > 0) return [];
  const subnet = target('SubnetId');
  const given = subnet?.type === 'AWS::EC2::Subnet' && subnet.flag('MapPublicIpOnLaunch', false) === true;
  return given ? [publicIpv4(1, 'The subnet gives each instance a public address.')] : [];
}

/** A text of the instance or its launch template; `otherwise` if neither sets it, undefined if only AWS knows it. */
function text(settings: InstanceSettings, path: string, otherwise: string | undefined): string | undefined {
  const place = settings.find(path);
  if (place === undefined) return otherwise;
  const value = place.resource.text(place.path);
  return value === '' ? otherwise : value;
}
