import { graphOrDocumentCluster, graphOrDocumentInstance } from './cluster-storage';
import type { PricedType } from './priced-type';
import { documentSupport } from './service-support';

const cluster = graphOrDocumentCluster('AWS::DocDB::DBCluster', 'AmazonDocDB');

/** @see https://aws.amazon.com/documentdb/pricing/ */
export const documentCluster: PricedType = {
  ...cluster,
  charges: (priceable) => {
    const charges = cluster.charges(priceable);
    return 'free' in charges
      ? charges
      : [...charges, ...documentSupport(priceable.resource.text('EngineVersion'), priceable.date)];
  },
};
export const documentInstance = graphOrDocumentInstance('AWS::DocDB::DBInstance', 'AmazonDocDB');
