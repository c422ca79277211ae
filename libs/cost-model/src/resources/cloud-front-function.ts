import { metered, type PricedType } from './priced-type';

/** Two million invocations of an account are free. @see https://aws.amazon.com/cloudfront/pricing/ (CloudFront Functions) */
export const cloudFrontFunction: PricedType = {
  type: 'AWS::CloudFront::Function',
  usage: {
    monthlyInvocations: { unit: 'invocations', what: 'of the function: one for each request of its behaviors' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyInvocations',
      component: 'Invocations',
      unit: '1M invocations',
      price: 'AmazonCloudFront/Executions-CloudFrontFunctions',
      per: 1_000_000,
    }),
  ],
};
