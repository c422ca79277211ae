import { isMap, isYes } from '../template/value';
import { instanceExtras, instanceHours } from './instance-charges';
import { instanceSettings, settingOf, type InstanceSettings } from './instance-settings';
import { type Component, type Priceable, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';

/** Type of an instance whose template does not say. */
const DEFAULT_TYPE = 'm1.small';

/** @see https://aws.amazon.com/ec2/pricing/on-demand/ */
export const ec2Instance: PricedType = {
  type: 'AWS::EC2::Instance',
  charges: (priceable) => {
    const settings = instanceSettings(priceable);
    const otherwise = settings.templateIsElsewhere ? undefined : DEFAULT_TYPE;
    const type = settingOf(settings, 'InstanceType', otherwise);
    const spot = settingOf(settings, 'InstanceMarketOptions.MarketType', '') === 'spot';
    return [instanceHours(settings, { type, spot }), ...instanceExtras(settings), ...address(priceable, settings)];
  },
};

/** A public address that the instance asks for, or that its subnet gives to each instance. */
function address({ target }: Priceable, settings: InstanceSettings): Component[] {
  const place = settings.find('NetworkInterfaces');
  const interfaces = place?.resource.list(place.path) ?? [];
  const asked = interfaces.map((entry) => (isMap(entry) ? entry['AssociatePublicIpAddress'] : undefined));
  if (asked.some(isYes)) return [publicIpv4(1)];
  if (interfaces.length > 0) return [];
  const subnet = target('SubnetId');
  const given = subnet?.type === 'AWS::EC2::Subnet' && subnet.flag('MapPublicIpOnLaunch', false) === true;
  return given ? [publicIpv4(1, 'The subnet gives each instance a public address.')] : [];
}
