import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/cloudwatch/pricing/ (Synthetics) */
export const canary: PricedType = {
  type: 'AWS::Synthetics::Canary',
  usage: { monthlyRuns: { unit: 'runs', what: 'of the canary' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyRuns',
      component: 'Canary runs',
      unit: 'runs',
      price: 'AmazonCloudWatch/CW:Canary-runs',
    }),
  ],
};
