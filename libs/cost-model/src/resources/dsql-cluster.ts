import { metered, type Component, type Priceable, type PricedType } from './priced-type';

/** A cluster costs what it does and what it stores, and nothing while it rests. @see https://aws.amazon.com/rds/aurora/dsql/pricing/ */
export const dsqlCluster: PricedType = {
  type: 'AWS::DSQL::Cluster',
  usage: {
    monthlyDpus: { unit: 'DPUs', what: 'of queries, reads and writes' },
    monthlyReplicatedDpus: { unit: 'DPUs', what: 'of writes that go to the other region' },
    storageGb: { unit: 'GB', what: 'of data, on average over the month' },
  },
  charges: (priceable) => [
    dpus(priceable, 'monthlyDpus', 'Database activity'),
    ...(priceable.resource.value('MultiRegionProperties') === undefined
      ? []
      : [dpus(priceable, 'monthlyReplicatedDpus', 'Replicated writes')]),
    metered(priceable, { key: 'storageGb', component: 'Storage', unit: 'GB', price: 'AuroraDSQL/StorageUsage' }),
  ],
};

function dpus(priceable: Priceable, key: string, component: string): Component {
  return metered(priceable, { key, component, unit: '1M DPUs', per: 1_000_000, price: 'AuroraDSQL/DPU' });
}
