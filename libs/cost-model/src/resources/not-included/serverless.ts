import { row, type NotIncludedTable } from './not-included';

const OFF = { unless: ['false'] };

/** @see https://aws.amazon.com/lambda/pricing/, https://aws.amazon.com/sns/pricing/, https://aws.amazon.com/cognito/pricing/ */
export const SERVERLESS: NotIncludedTable = {
  'AWS::Lambda::Function': [
    row('CapacityProviderConfig', 'Managed instances'),
    row('FunctionScalingConfig', 'Managed instances'),
    row('TenancyConfig', 'Environments for each tenant'),
  ],
  'AWS::Lambda::Url': [row('InvokeMode', 'Answers beyond 6 MB that are streamed', { only: ['response_stream'] })],
  'AWS::Lambda::Version': [row('FunctionScalingConfig', 'Managed instances')],
  'AWS::Lambda::EventSourceMapping': [
    row('MetricsConfig.Metrics', 'Metrics of the event source'),
    row('ProvisionedPollerConfig', 'Provisioned event pollers'),
  ],
  'AWS::SNS::Topic': [
    row('ArchivePolicy', 'Archive of messages'),
    row('DataProtectionPolicy', 'Data protection'),
    row('DeliveryStatusLogging', 'Logs of deliveries'),
  ],
  'AWS::SNS::Subscription': [
    row('FilterPolicyScope', 'Filtering by the message body', { only: ['messagebody'] }),
    row('ReplayPolicy', 'Replay of archived messages'),
  ],
  'AWS::Events::EventBus': [row('LogConfig.Level', 'Logs of the event bus', { unless: ['off'] })],
  'AWS::Cognito::UserPool': [
    row('EnabledMfas', 'Messages with codes', { only: ['sms_mfa', 'email_otp'] }),
    row('SmsConfiguration', 'SMS messages'),
  ],
  'AWS::Kinesis::Stream': [
    row('DesiredShardLevelMetrics', 'Metrics of each shard'),
    row('WarmThroughputMiBps', 'Warm throughput'),
  ],
  'AWS::KinesisFirehose::DeliveryStream': [
    row('AmazonOpenSearchServerlessDestinationConfiguration.VpcConfiguration', 'Delivery into a VPC'),
    row('AmazonopensearchserviceDestinationConfiguration.VpcConfiguration', 'Delivery into a VPC'),
    row('ElasticsearchDestinationConfiguration.VpcConfiguration', 'Delivery into a VPC'),
    row('DatabaseSourceConfiguration', 'Change data capture of a database'),
    row('ExtendedS3DestinationConfiguration.DynamicPartitioningConfiguration.Enabled', 'Dynamic partitioning', OFF),
    row('ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors.Type', 'Decompression of logs', {
      only: ['decompression'],
    }),
    row('MSKSourceConfiguration', 'Reading from MSK'),
    row('SnowflakeDestinationConfiguration', 'Delivery to Snowflake'),
  ],
  'AWS::AppSync::GraphQLApi': [row('EnhancedMetricsConfig', 'Enhanced metrics')],
  'AWS::AppSync::DataSource': [row('MetricsConfig', 'Enhanced metrics', { unless: ['disabled'] })],
  'AWS::AppSync::Resolver': [row('MetricsConfig', 'Enhanced metrics', { unless: ['disabled'] })],
  'AWS::SES::ConfigurationSet': [
    row('ArchivingOptions', 'Mail archive'),
    row('DeliveryOptions.SendingPoolName', 'Dedicated IP addresses'),
    row('VdmOptions', 'Virtual Deliverability Manager'),
  ],
  'AWS::Events::Connection': [
    row('AuthParameters.ConnectivityParameters', 'Private connection'),
    row('InvocationConnectivityParameters', 'Private connection'),
  ],
  'AWS::Cognito::UserPoolClient': [
    row('AllowedOAuthFlows', 'Machine-to-machine client and its tokens', { only: ['client_credentials'] }),
    row('AnalyticsConfiguration', 'Analytics'),
  ],
};
