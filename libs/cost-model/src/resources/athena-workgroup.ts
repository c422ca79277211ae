import { metered, type PricedType } from './priced-type';

/** Queries are charged by what they read. @see https://aws.amazon.com/athena/pricing/ */
export const athenaWorkgroup: PricedType = {
  type: 'AWS::Athena::WorkGroup',
  usage: { monthlyScannedTb: { unit: 'TB', what: 'that queries of the workgroup read' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyScannedTb',
      component: 'Data scanned',
      unit: 'TB',
      price: 'AmazonAthena/DataScannedInTB',
    }),
  ],
};
