import { row, type NotIncludedTable } from './not-included';

/** @see https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/iam/access-analyzer/pricing/ */
export const MANAGEMENT: NotIncludedTable = {
  'AWS::AccessAnalyzer::Analyzer': [
    row('Type', 'Analysis of unused or internal access, by role, user or resource', {
      unless: ['account', 'organization'],
    }),
  ],
  'AWS::Amplify::App': [
    row('JobConfig', 'Larger builds', { only: ['large', 'xlarge'] }),
    row('Platform', 'Pages that the server renders', { unless: ['web'] }),
  ],
  'AWS::ApplicationInsights::Application': [row('OpsCenterEnabled', 'OpsItems', { unless: ['false'] })],
  'AWS::XRay::Group': [row('InsightsConfiguration.InsightsEnabled', 'X-Ray Insights', { unless: ['false'] })],
  'AWS::CloudTrail::Trail': [
    // A selector also names resources, whose ARNs are often known only at deployment: that alone adds no charge.
    row('AdvancedEventSelectors.FieldSelectors.Equals', 'Network activity events', {
      only: ['networkactivity'],
      known: true,
    }),
    row('AggregationConfigurations', 'Aggregated events'),
  ],
  'AWS::CloudWatch::Alarm': [row('EvaluationCriteria', 'Query of the alarm')],
  'AWS::Config::ConfigurationRecorder': [
    row('RecordingMode.RecordingModeOverrides.RecordingFrequency', 'Other recording of some types of resources'),
  ],
  'AWS::FMS::Policy': [row('SecurityServicePolicyData.PolicyOption', 'Firewalls that the policy creates')],
  'AWS::GuardDuty::Detector': [
    row('DataSources.Kubernetes.AuditLogs.Enable', 'EKS audit logs', { unless: ['false'] }),
    row('DataSources.MalwareProtection.ScanEc2InstanceWithFindings.EbsVolumes', 'Malware protection', {
      unless: ['false'],
    }),
  ],
  'AWS::ImageBuilder::Image': [row('ImageScanningConfiguration', 'Scans of images')],
  'AWS::ImageBuilder::ImagePipeline': [row('ImageScanningConfiguration', 'Scans of images')],
  'AWS::ImageBuilder::InfrastructureConfiguration': [row('Placement', 'Dedicated instances and hosts')],
  'AWS::Kendra::Index': [row('CapacityUnits', 'Further capacity for documents and queries')],
  'AWS::Logs::AccountPolicy': [
    row('PolicyType', 'Data protection', { only: ['data_protection_policy'] }),
    row('PolicyType', 'Transformed logs', { only: ['transformer_policy'] }),
  ],
  'AWS::Logs::DeliveryDestination': [row('OutputFormat', 'Logs written as Parquet', { only: ['parquet'] })],
  'AWS::Logs::LogGroup': [row('DataProtectionPolicy', 'Data protection')],
  'AWS::Logs::MetricFilter': [
    row('EmitSystemFieldDimensions', 'A metric for each value of a dimension'),
    row('MetricTransformations.Dimensions', 'A metric for each value of a dimension'),
  ],
};
