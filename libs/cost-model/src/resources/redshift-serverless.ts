import { metered, type PricedType } from './priced-type';

/** A workgroup is charged for the seconds in which it works. @see https://aws.amazon.com/redshift/pricing/ (Serverless) */
export const redshiftWorkgroup: PricedType = {
  type: 'AWS::RedshiftServerless::Workgroup',
  usage: {
    monthlyRpuHours: { unit: 'RPU-hours', what: 'of work: the capacity times the hours with queries' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyRpuHours',
      component: 'Capacity',
      unit: 'RPU-hours',
      price: 'AmazonRedshift/ServerlessUsage',
    }),
  ],
};

/** @see https://aws.amazon.com/redshift/pricing/ (Managed Storage) */
export const redshiftNamespace: PricedType = {
  type: 'AWS::RedshiftServerless::Namespace',
  usage: { managedStorageGb: { unit: 'GB', what: 'of managed storage, on average' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'managedStorageGb',
      component: 'Managed storage',
      unit: 'GB',
      price: 'AmazonRedshift/RMS',
    }),
  ],
};
