import { row, type NotIncludedTable } from './not-included';

const OFF = { unless: ['false'] };

/** @see https://aws.amazon.com/vpc/pricing/, https://aws.amazon.com/elasticloadbalancing/pricing/, https://aws.amazon.com/waf/pricing/ */
export const NETWORK: NotIncludedTable = {
  'AWS::EC2::VPC': [
    row('InstanceTenancy', 'Dedicated instances, and their fee for the region', { unless: ['default'] }),
    row('VpcEncryptionControl', 'Encryption controls'),
  ],
  'AWS::EC2::NatGateway': [row('AvailabilityMode', 'Hours in each zone of a regional gateway', { unless: ['zonal'] })],
  'AWS::EC2::VPCEndpoint': [
    row('ServiceRegion', 'Transfer to another region'),
    row('ResourceConfigurationArn', 'Resource endpoint'),
    row('ServiceNetworkArn', 'Service network endpoint'),
  ],
  'AWS::EC2::FlowLog': [row('DestinationOptions.FileFormat', 'Conversion to Parquet', { unless: ['plain-text'] })],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [row('MinimumLoadBalancerCapacity', 'Reserved capacity units')],
  'AWS::EC2::ClientVpnEndpoint': [row('TransitGatewayConfiguration', 'Attachment to the transit gateway')],
  'AWS::NetworkFirewall::LoggingConfiguration': [row('EnableMonitoringDashboard', 'Queries of the dashboard', OFF)],
  'AWS::Route53Resolver::ResolverEndpoint': [
    row('OutpostArn', 'Endpoint on an Outpost'),
    row('PreferredInstanceType', 'Larger instances of the endpoint'),
    row('RniEnhancedMetricsEnabled', 'Metrics of the endpoint', OFF),
    row('TargetNameServerMetricsEnabled', 'Metrics of the endpoint', OFF),
  ],
  'AWS::ServiceDiscovery::Service': [row('HealthCheckConfig', 'Health checks of the instances')],
  'AWS::Route53::HostedZone': [
    row('HostedZoneFeatures', 'Accelerated recovery'),
    row('QueryLoggingConfig', 'Logs of queries'),
  ],
  'AWS::CloudFront::Distribution': [
    row('DistributionConfig.AnycastIpListId', 'Anycast static IPs'),
    row('DistributionConfig.CacheBehaviors.FieldLevelEncryptionId', 'Field-level encryption'),
    row('DistributionConfig.CacheBehaviors.LambdaFunctionAssociations', 'Lambda@Edge requests and duration'),
    row('DistributionConfig.DefaultCacheBehavior.FieldLevelEncryptionId', 'Field-level encryption'),
    row('DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations', 'Lambda@Edge requests and duration'),
    row('DistributionConfig.ConnectionFunctionAssociation', 'Connection functions'),
    row('DistributionConfig.ViewerMtlsConfig', 'Mutual TLS of viewers'),
    row('DistributionConfig.Origins.OriginShield.Enabled', 'Origin Shield', OFF),
  ],
  'AWS::EC2::VPCEndpointService': [
    row('ContributorInsightsEnabled', 'Contributor Insights', OFF),
    row('SupportedRegions', 'Transfer to other regions'),
  ],
  'AWS::EC2::TransitGateway': [row('EncryptionSupport', 'Encryption of attachments', { unless: ['disable'] })],
  'AWS::GlobalAccelerator::Accelerator': [row('FlowLogsEnabled', 'Flow logs', OFF)],
  'AWS::NetworkFirewall::FirewallPolicy': [
    row('FirewallPolicy.StatefulRuleGroupReferences.ResourceArn', 'Active threat defense', {
      only: ['attackinfrastructureactionorder', 'attackinfrastructurestrictorder'],
      known: true,
    }),
    row('FirewallPolicy.TLSInspectionConfigurationArn', 'TLS inspection'),
  ],
  'AWS::NetworkFirewall::Firewall': [row('EnabledAnalysisTypes', 'Traffic analysis')],
  'AWS::EC2::VPNConnection': [
    row('EnableAcceleration', 'Accelerated VPN', OFF),
    row('TunnelBandwidth', 'Large tunnels', { unless: ['standard'] }),
    row('VpnConcentratorId', 'VPN concentrator'),
    row('VpnTunnelOptionsSpecifications.LogOptions.CloudwatchLogOptions.BgpLogEnabled', 'Logs of the tunnels', OFF),
    row('VpnTunnelOptionsSpecifications.LogOptions.CloudwatchLogOptions.LogEnabled', 'Logs of the tunnels', OFF),
  ],
  'AWS::WAFv2::WebACL': [
    row('AssociationConfig', 'Inspection of larger bodies'),
    row('MonetizationConfig', 'Monetization'),
  ],
  'AWS::WAFv2::RuleGroup': [row('MonetizationConfig', 'Monetization')],
  'AWS::CertificateManager::Certificate': [
    row('CertificateAuthorityArn', 'Private certificate'),
    row('CertificateExport', 'Exportable certificate', { unless: ['disabled'] }),
  ],
  'AWS::ApiGateway::Deployment': [row('StageDescription.CacheClusterEnabled', 'Cache of the stage', OFF)],
  'AWS::ApiGatewayV2::Stage': [row('RouteSettings', 'Detailed metrics and logs of routes')],
};
