import { graphOrDocumentCluster, graphOrDocumentInstance } from './cluster-storage';
import type { PricedType } from './priced-type';
import { scaledReplicas } from './scaled-replicas';

const cluster = graphOrDocumentCluster('AWS::Neptune::DBCluster', 'AmazonNeptune');

/** @see https://aws.amazon.com/neptune/pricing/ */
export const graphCluster: PricedType = {
  ...cluster,
  charges: (priceable) => {
    const charges = cluster.charges(priceable);
    const price = (instanceClass: string) => `AmazonNeptune/InstanceUsage:${instanceClass}`;
    const replicas = () =>
      scaledReplicas(priceable, 'AWS::Neptune::DBInstance', 'neptune:cluster:ReadReplicaCount', price);
    return 'free' in charges ? charges : [...charges, ...replicas()];
  },
};
export const graphInstance = graphOrDocumentInstance('AWS::Neptune::DBInstance', 'AmazonNeptune');
