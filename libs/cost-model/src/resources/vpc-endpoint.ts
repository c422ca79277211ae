import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Priceable, type PricedType } from './priced-type';

/** Interface endpoints are charged for each zone they are in. @see https://aws.amazon.com/privatelink/pricing/ */
export const vpcEndpoint: PricedType = {
  type: 'AWS::EC2::VPCEndpoint',
  usage: { monthlyDataProcessedGb: { unit: 'GB', what: 'that pass through the endpoint, both ways' } },
  charges: (priceable) => {
    const type = priceable.resource.text('VpcEndpointType', 'Gateway')?.toLowerCase();
    if (type === 'gateway') return { free: 'Gateway endpoints (S3, DynamoDB) are not charged.' };
    const zones = zonesOf(priceable);
    const usageType = type === 'gatewayloadbalancer' ? 'VpcEndpoint-GWLBE' : 'VpcEndpoint';
    const price = (suffix: string) => (type === undefined ? undefined : `AmazonVPC/${usageType}-${suffix}`);
    return [
      charge('Endpoint hours', 'hours', zones?.times(HOURS_A_MONTH), price('Hours'), {
        unresolved: 'SubnetIds',
      }),
      metered(priceable, {
        key: 'monthlyDataProcessedGb',
        component: 'Data processed',
        unit: 'GB',
        price: price('Bytes'),
      }),
    ];
  },
};

function zonesOf({ resource }: Priceable): Exact | undefined {
  const subnets = resource.list('SubnetIds');
  return subnets && exact(Math.max(1, subnets.length));
}
