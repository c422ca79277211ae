import { row, type NotIncludedTable } from './not-included';

/** @see https://aws.amazon.com/bedrock/pricing/, https://aws.amazon.com/bedrock/agentcore/pricing/, https://aws.amazon.com/fsx/netapp-ontap/pricing/ */
export const MODELS: NotIncludedTable = {
  'AWS::AppRunner::Service': [row('SourceConfiguration.CodeRepository', 'Build minutes')],
  'AWS::BedrockAgentCore::Gateway': [row('PolicyEngineConfiguration', 'Authorizations by policies')],
  'AWS::BedrockAgentCore::Runtime': [
    row('CapacityProviderConfiguration', 'Capacity of your own'),
    row('FilesystemConfigurations', 'Storage of sessions'),
  ],
  'AWS::FSx::Volume': [
    row('OntapConfiguration.SnaplockConfiguration', 'Licence of SnapLock'),
    row('OntapConfiguration.TieringPolicy.Name', 'Capacity pool storage', { unless: ['none', 'snapshot_only'] }),
  ],
  'AWS::Bedrock::DataSource': [
    row('VectorIngestionConfiguration.ContextEnrichmentConfiguration', 'Descriptions that a model adds to documents'),
    row('VectorIngestionConfiguration.ParsingConfiguration', 'Documents that a model reads'),
  ],
};
