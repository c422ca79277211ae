import { metered, type PricedType } from './priced-type';

/** What the enrichment and the target cost is charged with them. @see https://aws.amazon.com/eventbridge/pricing/ (Pipes) */
export const pipe: PricedType = {
  type: 'AWS::Pipes::Pipe',
  usage: { monthlyRequests: { unit: 'requests', what: 'after filtering: one for each 64 KB of a batch' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Requests',
      unit: '1M requests',
      price: 'AWSEvents/PipesRequest',
      per: 1_000_000,
    }),
  ],
};
