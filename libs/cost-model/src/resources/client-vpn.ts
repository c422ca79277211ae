import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/vpn/pricing/ (Client VPN) */
export const clientVpnEndpoint: PricedType = {
  type: 'AWS::EC2::ClientVpnEndpoint',
  usage: { monthlyConnectionHours: { unit: 'hours', what: 'that people are connected, summed over all of them' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyConnectionHours',
      component: 'Connections',
      unit: 'hours',
      price: 'AmazonVPC/ClientVPN-ConnectionHours',
    }),
  ],
};

/** Each subnet that an endpoint is associated with is charged. @see https://aws.amazon.com/vpn/pricing/ (Client VPN) */
export const clientVpnAssociation: PricedType = {
  type: 'AWS::EC2::ClientVpnTargetNetworkAssociation',
  charges: () => [charge('Endpoint association', 'hours', HOURS_A_MONTH, 'AmazonVPC/ClientVPN-EndpointHours')],
};
