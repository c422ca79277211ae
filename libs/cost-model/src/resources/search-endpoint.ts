import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** An endpoint of OpenSearch Serverless is one of PrivateLink in each subnet. @see https://aws.amazon.com/privatelink/pricing/ */
export const searchEndpoint: PricedType = {
  type: 'AWS::OpenSearchServerless::VpcEndpoint',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that pass through the endpoint, both ways' } },
  charges: (priceable) => {
    const subnets = priceable.resource.list('SubnetIds')?.length;
    return [
      charge(
        'Endpoint hours',
        'hours',
        subnets === undefined ? undefined : subnets * HOURS_A_MONTH,
        'AmazonVPC/VpcEndpoint-Hours',
        { unresolved: 'SubnetIds' },
      ),
      metered(priceable, {
        key: 'monthlyDataProcessedGb',
        component: 'Data processed',
        unit: 'GB',
        price: 'AmazonVPC/VpcEndpoint-Bytes',
      }),
    ];
  },
};
