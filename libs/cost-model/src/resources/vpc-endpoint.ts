import type { Range } from '../estimate-types';
import { flat, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Priceable, type PricedType } from './priced-type';

/** Interface endpoints are charged for each zone they are in. @see https://aws.amazon.com/privatelink/pricing/ */
export const vpcEndpoint: PricedType = {
  type: 'AWS::EC2::VPCEndpoint',
  usage: {
    subnets: { unit: 'subnets', what: 'that the endpoint is in, where only the deployment decides them' },
    monthlyDataProcessedGb: { unit: 'GB', what: 'that pass through the endpoint, both ways' },
  },
  charges: (priceable) => {
    const type = priceable.resource.text('VpcEndpointType', 'Gateway')?.toLowerCase();
    if (type === 'gateway') return { free: 'Gateway endpoints (S3, DynamoDB) are not charged.' };
    const zones = zonesOf(priceable);
    const usageType = type === 'gatewayloadbalancer' ? 'VpcEndpoint-GWLBE' : 'VpcEndpoint';
    const price = (suffix: string) => (type === undefined ? undefined : `AmazonVPC/${usageType}-${suffix}`);
    return [
      charge('Endpoint hours', 'hours', zones && scaleRange(zones, HOURS_A_MONTH), price('Hours'), {
        usageKey: 'subnets',
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

/** What the template says; usage only where it leaves the subnets open. */
function zonesOf({ resource, usage }: Priceable): Range | undefined {
  const subnets = resource.list('SubnetIds');
  return subnets === undefined ? usage('subnets') : flat(Math.max(1, subnets.length));
}
