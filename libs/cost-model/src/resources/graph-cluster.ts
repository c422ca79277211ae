import { graphOrDocumentCluster, graphOrDocumentInstance } from './cluster-storage';

/** @see https://aws.amazon.com/neptune/pricing/ */
export const graphCluster = graphOrDocumentCluster('AWS::Neptune::DBCluster', 'AmazonNeptune');
export const graphInstance = graphOrDocumentInstance('AWS::Neptune::DBInstance', 'AmazonNeptune');
