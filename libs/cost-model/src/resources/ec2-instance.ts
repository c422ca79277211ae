import { isMap, isYes } from '../template/value';
import { MAGNETIC_USAGE } from './ebs-disks';
import { instanceExtras, instanceHours, requestsToVolumes } from './instance-charges';
import { instanceSettings, settingOf, type InstanceSettings } from './instance-settings';
import { type Component, type Priceable, type PricedType } from './priced-type';
import { followsSubnet, publicIpv4 } from './public-ipv4';

/** Type of an instance whose template does not say. */
const DEFAULT_TYPE = 'm1.small';

const SUBNET = 'AWS::EC2::Subnet';

/** @see https://aws.amazon.com/ec2/pricing/on-demand/ */
export const ec2Instance: PricedType = {
  type: 'AWS::EC2::Instance',
  usage: MAGNETIC_USAGE,
  charges: (priceable) => {
    const settings = instanceSettings(priceable);
    const otherwise = settings.templateIsElsewhere ? undefined : DEFAULT_TYPE;
    const type = settingOf(settings, 'InstanceType', otherwise);
    const spot = settingOf(settings, 'InstanceMarketOptions.MarketType', '') === 'spot';
    return [
      instanceHours(settings, { type, spot }),
      ...instanceExtras(settings),
      ...requestsToVolumes(priceable, settings),
      ...address(priceable, settings),
    ];
  },
};

/** A public address that the instance asks for, or that its subnet gives to each instance. */
function address(priceable: Priceable, settings: InstanceSettings): Component[] {
  if (hasElasticIp(priceable)) return [];
  const place = settings.find('NetworkInterfaces');
  const interfaces = place?.resource.list(place.path) ?? [];
  const asked = interfaces.map((entry) => (isMap(entry) ? entry['AssociatePublicIpAddress'] : undefined));
  if (asked.some(isYes)) return [publicIpv4(1)];
  if (!followsSubnet(interfaces)) return [];
  const own = ['SubnetId', 'NetworkInterfaces'].flatMap((path) => priceable.targets(path));
  const subnet = own.find(({ type }) => type === SUBNET);
  const given = subnet?.flag('MapPublicIpOnLaunch', false) === true;
  return given ? [publicIpv4(1, 'The subnet gives each instance a public address.')] : [];
}

/**
 * An Elastic IP takes the place of the address that the instance got when it started, and is charged by itself.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
 */
function hasElasticIp({ referrers, targetOf }: Priceable): boolean {
  if (referrers('AWS::EC2::EIP', 'InstanceId').length > 0) return true;
  const associations = referrers('AWS::EC2::EIPAssociation', 'InstanceId');
  return associations.some((each) =>
    ['AllocationId', 'EIP'].some((path) => targetOf(each, path)?.type === 'AWS::EC2::EIP'),
  );
}
