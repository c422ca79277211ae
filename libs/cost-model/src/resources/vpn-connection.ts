import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** A connection to a transit gateway is also an attachment of it. @see https://aws.amazon.com/vpn/pricing/ */
export const vpnConnection: PricedType = {
  type: 'AWS::EC2::VPNConnection',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that is sent to the transit gateway' } },
  charges: (priceable) => {
    const attached = priceable.resource.value('TransitGatewayId') !== undefined;
    const connection = charge('Connection', 'hours', HOURS_A_MONTH, 'AmazonVPC/VpnConnection-Hours');
    if (!attached) return [connection];
    return [
      connection,
      charge('Transit gateway attachment', 'hours', HOURS_A_MONTH, 'AmazonVPC/TransitGateway-Hours'),
      metered(priceable, {
        key: 'monthlyDataProcessedGb',
        component: 'Data processed',
        unit: 'GB',
        price: 'AmazonVPC/TransitGateway-Bytes',
      }),
    ];
  },
};
