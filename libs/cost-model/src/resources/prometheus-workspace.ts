import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/prometheus/pricing/ */
export const prometheusWorkspace: PricedType = {
  type: 'AWS::APS::Workspace',
  usage: {
    monthlySamples: { unit: 'samples', what: 'that are ingested: series times scrapes' },
    storageGb: { unit: 'GB', what: 'of metrics that are kept, on average' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlySamples',
      component: 'Samples ingested',
      unit: '10M samples',
      price: 'AmazonPrometheus/Ingestion-Samples',
      per: 10_000_000,
    }),
    metered(priceable, {
      key: 'storageGb',
      component: 'Storage',
      unit: 'GB',
      price: 'AmazonPrometheus/MetricStorage-ByteHrs',
    }),
  ],
};
