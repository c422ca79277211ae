import { graphOrDocumentCluster, graphOrDocumentInstance } from './cluster-storage';

/** @see https://aws.amazon.com/documentdb/pricing/ */
export const documentCluster = graphOrDocumentCluster('AWS::DocDB::DBCluster', 'AmazonDocDB');
export const documentInstance = graphOrDocumentInstance('AWS::DocDB::DBInstance', 'AmazonDocDB');
