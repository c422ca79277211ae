import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** A transit gateway is charged by its attachments. @see https://aws.amazon.com/transit-gateway/pricing/ */
function attachment(type: string): PricedType {
  return {
    type,
    usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that is sent to the transit gateway' } },
    charges: (priceable) => [
      charge('Attachment', 'hours', HOURS_A_MONTH, 'AmazonVPC/TransitGateway-Hours'),
      metered(priceable, {
        key: 'monthlyDataProcessedGb',
        component: 'Data processed',
        unit: 'GB',
        price: 'AmazonVPC/TransitGateway-Bytes',
      }),
    ],
  };
}

export const transitGatewayAttachment = attachment('AWS::EC2::TransitGatewayAttachment');
export const transitGatewayVpcAttachment = attachment('AWS::EC2::TransitGatewayVpcAttachment');
