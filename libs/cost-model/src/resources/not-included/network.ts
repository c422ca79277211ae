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
  'AWS::Route53::HostedZone': [row('HostedZoneFeatures', 'Accelerated recovery')],
  'AWS::Route53::HealthCheck': [
    row('HealthCheckConfig.EnableSNI', 'HTTPS of the health check', OFF),
    row('HealthCheckConfig.MeasureLatency', 'Latency measurement of the health check', OFF),
    row('HealthCheckConfig.RequestInterval', 'Fast interval of the health check', { only: ['10'] }),
    row('HealthCheckConfig.SearchString', 'String matching of the health check'),
    row('HealthCheckConfig.Type', 'HTTPS or string matching of the health check', {
      only: ['https', 'https_str_match', 'http_str_match'],
    }),
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
  'AWS::ApiGateway::Deployment': [
    row('StageDescription.CacheClusterEnabled', 'Cache of the stage', OFF),
    row('StageDescription.DataTraceEnabled', 'Execution logs', OFF),
    row('StageDescription.LoggingLevel', 'Execution logs', { unless: ['off'] }),
    row('StageDescription.MethodSettings.DataTraceEnabled', 'Execution logs', OFF),
    row('StageDescription.MethodSettings.LoggingLevel', 'Execution logs', { unless: ['off'] }),
    row('StageDescription.MethodSettings.MetricsEnabled', 'Detailed metrics', OFF),
    row('StageDescription.MetricsEnabled', 'Detailed metrics', OFF),
    row('StageDescription.TracingEnabled', 'X-Ray traces', OFF),
  ],
  'AWS::ApiGateway::Stage': [
    row('MethodSettings.DataTraceEnabled', 'Execution logs', OFF),
    row('MethodSettings.LoggingLevel', 'Execution logs', { unless: ['off'] }),
    row('MethodSettings.MetricsEnabled', 'Detailed metrics', OFF),
    row('TracingEnabled', 'X-Ray traces', OFF),
  ],
  'AWS::ApiGatewayV2::Stage': [
    row('DefaultRouteSettings.DataTraceEnabled', 'Execution logs', OFF),
    row('DefaultRouteSettings.DetailedMetricsEnabled', 'Detailed metrics', OFF),
    row('DefaultRouteSettings.LoggingLevel', 'Execution logs', { unless: ['off'] }),
    row('RouteSettings', 'Detailed metrics and logs of routes'),
  ],
};
