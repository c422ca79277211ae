import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/redshift/pricing/ */
export const redshiftCluster: PricedType = {
  type: 'AWS::Redshift::Cluster',
  usage: {
    managedStorageGb: { unit: 'GB', what: 'of managed storage of RA3 nodes, on average' },
    backupStorageGb: { unit: 'GB', what: 'of manual snapshots, and of automatic ones beyond the free ones' },
    monthlySpectrumScannedTb: { unit: 'TB', what: 'that queries scan in S3' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const single = resource.text('ClusterType', 'single-node') === 'single-node';
    const nodes = single ? resource.number('NumberOfNodes', 1) : resource.number('NumberOfNodes', undefined);
    const kind = resource.text('NodeType');
    return [
      charge(
        `Nodes (on-demand, ${kind ?? 'type not known'})`,
        'hours',
        nodes?.times(HOURS_A_MONTH),
        kind && `AmazonRedshift/Node:${kind}`,
        { unresolved: 'NumberOfNodes' },
      ),
      ...(kind?.startsWith('ra3.') === true ? [managedStorage(priceable)] : []),
      ...whenGiven(priceable, 'backupStorageGb', 'Backup storage', 'GB', 'PaidSnapshots'),
      ...whenGiven(priceable, 'monthlySpectrumScannedTb', 'Spectrum', 'TB', 'DataScanned'),
    ];
  },
};

function managedStorage(priceable: Priceable): Component {
  const price = 'AmazonRedshift/RMS';
  return metered(priceable, { key: 'managedStorageGb', component: 'Managed storage', unit: 'GB', price });
}

function whenGiven(priceable: Priceable, key: string, component: string, unit: string, price: string): Component[] {
  if (priceable.usage(key) === undefined) return [];
  return [metered(priceable, { key, component, unit, price: `AmazonRedshift/${price}` })];
}
