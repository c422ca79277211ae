import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/macie/pricing/ */
export const macieSession: PricedType = {
  type: 'AWS::Macie::Session',
  usage: {
    buckets: { unit: 'buckets', what: 'of the account in the region' },
    monthlyInspectedGb: { unit: 'GB', what: 'that jobs and automated discovery inspect' },
  },
  charges: (priceable) => {
    if (priceable.resource.text('Status', 'ENABLED') === 'PAUSED') return { free: 'Macie is paused.' };
    return [
      metered(priceable, {
        key: 'buckets',
        component: 'Buckets evaluated',
        unit: 'buckets',
        price: 'AmazonMacie/BucketEvaluation',
      }),
      metered(priceable, {
        key: 'monthlyInspectedGb',
        component: 'Data inspected',
        unit: 'GB',
        price: 'AmazonMacie/SensitiveDataDiscovery',
      }),
    ];
  },
};
