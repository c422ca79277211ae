import { row, type NotIncludedTable } from './not-included';

/** @see https://aws.amazon.com/lambda/pricing/, https://aws.amazon.com/sns/pricing/, https://aws.amazon.com/cognito/pricing/ */
export const SERVERLESS: NotIncludedTable = {
  'AWS::Lambda::Function': [
    row('CapacityProviderConfig', 'Managed instances'),
    row('DurableConfig', 'Durable operations and their state'),
    row('FunctionScalingConfig', 'Managed instances'),
    row('SnapStart.ApplyOn', 'Cached and restored snapshots', { unless: ['none'] }),
    row('TenancyConfig', 'Environments for each tenant'),
  ],
  'AWS::Lambda::Version': [row('FunctionScalingConfig', 'Managed instances')],
  'AWS::Lambda::EventSourceMapping': [
    row('MetricsConfig.Metrics', 'Metrics of the event source'),
    row('ProvisionedPollerConfig', 'Provisioned event pollers'),
  ],
  'AWS::SNS::Topic': [
    row('ArchivePolicy', 'Archive of messages'),
    row('DataProtectionPolicy', 'Data protection'),
    row('DeliveryStatusLogging', 'Logs of deliveries'),
    row('TracingConfig', 'X-Ray traces', { only: ['active'] }),
  ],
  'AWS::SNS::Subscription': [
    row('FilterPolicyScope', 'Filtering by the message body', { only: ['messagebody'] }),
    row('ReplayPolicy', 'Replay of archived messages'),
  ],
  'AWS::Events::EventBus': [row('LogConfig.Level', 'Logs of the event bus', { unless: ['off'] })],
  'AWS::Cognito::UserPool': [
    row('EnabledMfas', 'Messages with codes', { only: ['sms_mfa', 'email_otp'] }),
    row('SmsConfiguration', 'SMS messages'),
    row('UserPoolAddOns', 'Threat protection'),
  ],
  'AWS::Kinesis::Stream': [
    row('DesiredShardLevelMetrics', 'Metrics of each shard'),
    row('WarmThroughputMiBps', 'Warm throughput'),
  ],
  'AWS::StepFunctions::StateMachine': [
    row('LoggingConfiguration.Level', 'Logs of executions', { unless: ['off'] }),
    row('TracingConfiguration.Enabled', 'X-Ray traces', { unless: ['false'] }),
  ],
  'AWS::Cognito::UserPoolClient': [
    row('AllowedOAuthFlows', 'Machine-to-machine client and its tokens', { only: ['client_credentials'] }),
    row('AnalyticsConfiguration', 'Analytics'),
  ],
};
