import { metered, type PricedType } from './priced-type';

/** Tables, partitions and versions count as objects; a million of an account is free. @see https://aws.amazon.com/glue/pricing/ */
export const glueDatabase: PricedType = {
  type: 'AWS::Glue::Database',
  usage: {
    catalogObjects: { unit: 'objects', what: 'in the catalog, on average; a million is free' },
    monthlyCatalogRequests: { unit: 'requests', what: 'to the catalog; a million is free' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'catalogObjects',
      component: 'Catalog objects',
      unit: '100k objects',
      price: 'AWSGlue/Catalog-Storage',
      per: 100_000,
    }),
    metered(priceable, {
      key: 'monthlyCatalogRequests',
      component: 'Catalog requests',
      unit: '1M requests',
      price: 'AWSGlue/Catalog-Request',
      per: 1_000_000,
    }),
  ],
};
