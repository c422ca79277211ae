import type { TemplateResource } from '../../template/resource';
import type { Component, Priceable, UsageKey } from '../priced-type';
import { chargesAdded, usageOfCharges, type AddedCharge, type AddedChargeTable } from './added-charges';
import { REPLICATED_OBJECTS } from './replicated-objects';
import { OF_GROUP, OF_RECORD } from './routed-queries';

const MILLION = { per: 1_000_000 };
const OFF = { unless: ['false'] };
const NO_LEVEL = { unless: ['off'] };

/** @see https://aws.amazon.com/xray/pricing/ */
const TRACES = {
  key: 'monthlyTraces',
  component: 'X-Ray traces',
  unit: '1M traces',
  price: 'AWSXRay/TracesStored',
  what: 'that X-Ray records; by default one a second and 5 % of the rest',
  ...MILLION,
};

/** @see https://aws.amazon.com/cloudwatch/pricing/ (logs) */
const EXECUTION_LOGS = {
  key: 'monthlyExecutionLogsGb',
  component: 'Execution logs',
  unit: 'GB',
  price: 'AmazonCloudWatch/DataProcessing-Bytes',
  what: 'of execution logs',
};

/** @see https://aws.amazon.com/cloudwatch/pricing/ (metrics) */
const DETAILED_METRICS = {
  key: 'detailedMetrics',
  component: 'Detailed metrics',
  unit: 'metrics',
  price: 'AmazonCloudWatch/CW:MetricMonitorUsage',
  what: 'of methods or routes: about five for each',
};

/** A million units are one KB each. @see https://aws.amazon.com/dynamodb/pricing/ */
const CHANGE_DATA = {
  key: 'monthlyChangeDataCaptureUnits',
  component: 'Change data capture',
  unit: '1M units',
  price: 'AmazonDynamoDB/ChangeDataCaptureUnits-Kinesis',
  what: 'sent to Kinesis: one for each KB of a change',
  ...MILLION,
};

/** Log settings and tracing of the methods of a stage, below a path. */
function stageSettings(prefix: string): AddedCharge[] {
  return [
    { path: `${prefix}MethodSettings.DataTraceEnabled`, ...OFF, charges: [EXECUTION_LOGS] },
    { path: `${prefix}MethodSettings.LoggingLevel`, ...NO_LEVEL, charges: [EXECUTION_LOGS] },
    { path: `${prefix}MethodSettings.MetricsEnabled`, ...OFF, charges: [DETAILED_METRICS] },
    { path: `${prefix}TracingEnabled`, ...OFF, charges: [TRACES] },
  ];
}

/** Properties that add charges which usage decides, by CloudFormation type. */
export const ADDED_CHARGES: AddedChargeTable = {
  'AWS::ApiGateway::Deployment': [
    ...stageSettings('StageDescription.'),
    { path: 'StageDescription.DataTraceEnabled', ...OFF, charges: [EXECUTION_LOGS] },
    { path: 'StageDescription.LoggingLevel', ...NO_LEVEL, charges: [EXECUTION_LOGS] },
    { path: 'StageDescription.MetricsEnabled', ...OFF, charges: [DETAILED_METRICS] },
  ],
  'AWS::ApiGateway::Stage': stageSettings(''),
  'AWS::ApiGatewayV2::Stage': [
    { path: 'DefaultRouteSettings.DataTraceEnabled', ...OFF, charges: [EXECUTION_LOGS] },
    { path: 'DefaultRouteSettings.DetailedMetricsEnabled', ...OFF, charges: [DETAILED_METRICS] },
    { path: 'DefaultRouteSettings.LoggingLevel', ...NO_LEVEL, charges: [EXECUTION_LOGS] },
  ],
  'AWS::AppSync::GraphQLApi': [
    { path: 'LogConfig.FieldLogLevel', unless: ['none'], charges: [EXECUTION_LOGS] },
    { path: 'XrayEnabled', ...OFF, charges: [TRACES] },
  ],
  'AWS::MWAA::Environment': ['DagProcessing', 'Scheduler', 'Task', 'Webserver', 'Worker'].map((part) => ({
    path: `LoggingConfiguration.${part}Logs.Enabled`,
    ...OFF,
    charges: [{ ...EXECUTION_LOGS, what: 'of logs of Airflow, of all its parts' }],
  })),
  'AWS::AppRunner::ObservabilityConfiguration': [{ path: 'TraceConfiguration', charges: [TRACES] }],
  'AWS::DynamoDB::Table': [{ path: 'KinesisStreamSpecification', charges: [CHANGE_DATA] }],
  'AWS::DynamoDB::GlobalTable': [{ path: 'Replicas.KinesisStreamSpecification', charges: [CHANGE_DATA] }],
  'AWS::EKS::Cluster': [
    {
      path: 'Logging.ClusterLogging.EnabledTypes',
      charges: [
        {
          key: 'monthlyControlPlaneLogsGb',
          component: 'Logs of the control plane',
          unit: 'GB',
          price: 'AmazonCloudWatch/DataProcessing-Bytes',
          what: 'of logs of the control plane',
        },
      ],
    },
  ],
  'AWS::RDS::DBCluster': [
    {
      // https://aws.amazon.com/rds/aurora/pricing/ (Data API)
      path: 'EnableHttpEndpoint',
      ...OFF,
      charges: [
        {
          key: 'monthlyDataApiRequests',
          component: 'Data API requests',
          unit: '1M requests',
          price: 'AmazonRDS/Aurora:DataAPI-Requests',
          what: 'to the Data API, in chunks of 32 KB',
          ...MILLION,
        },
      ],
    },
  ],
  'AWS::Lambda::Function': [
    {
      // https://aws.amazon.com/lambda/pricing/ (durable functions)
      path: 'DurableConfig',
      charges: [
        {
          key: 'monthlyDurableOperations',
          component: 'Durable operations',
          unit: '1M operations',
          price: 'AWSLambda/DurableOperations',
          what: 'of durable executions: starts, steps, waits and callbacks',
          ...MILLION,
        },
        {
          key: 'monthlyDurableDataWrittenGb',
          component: 'Durable data written',
          unit: 'GB',
          price: 'AWSLambda/DurableDataWritten',
          what: 'that durable operations write',
        },
        {
          key: 'durableDataGb',
          component: 'Durable data kept',
          unit: 'GB',
          price: 'AWSLambda/DurableDataRetained',
          what: 'of durable executions that are kept, on average',
        },
      ],
    },
    {
      // https://aws.amazon.com/lambda/pricing/ (SnapStart): free of charge for Java.
      path: 'SnapStart.ApplyOn',
      unless: ['none'],
      applies: (resource) => resource.text('Runtime')?.startsWith('java') !== true,
      charges: [
        {
          key: 'monthlySnapshotGbSeconds',
          component: 'Cached snapshots',
          unit: '1M GB-seconds',
          price: 'AWSLambda/SnapStart-Cache',
          what: 'of snapshots: the memory of each version while it exists',
          ...MILLION,
        },
        {
          key: 'monthlyRestoredGb',
          component: 'Restored snapshots',
          unit: 'GB',
          price: 'AWSLambda/SnapStart-Restore',
          what: 'of memory that is restored: the memory for each cold start',
        },
      ],
    },
  ],
  'AWS::Pipes::Pipe': [{ path: 'LogConfiguration.Level', ...NO_LEVEL, charges: [EXECUTION_LOGS] }],
  'AWS::S3::Bucket': REPLICATED_OBJECTS,
  'AWS::Route53::RecordSet': OF_RECORD,
  'AWS::Route53::RecordSetGroup': OF_GROUP,
  'AWS::SNS::Topic': [{ path: 'TracingConfig', only: ['active'], charges: [TRACES] }],
  'AWS::StepFunctions::StateMachine': [
    { path: 'LoggingConfiguration.Level', ...NO_LEVEL, charges: [EXECUTION_LOGS] },
    { path: 'TracingConfiguration.Enabled', ...OFF, charges: [TRACES] },
  ],
  'AWS::Synthetics::Canary': [
    { path: 'Code', charges: [EXECUTION_LOGS] },
    { path: 'RunConfig.ActiveTracing', ...OFF, charges: [TRACES] },
  ],
};

const BY_TYPE = new Map(Object.entries(ADDED_CHARGES));
const NONE: readonly Component[] = [];

/** The charges that a resource's properties add to those of its type. */
export function addedCharges(resource: TemplateResource, priceable: () => Priceable): readonly Component[] {
  const rows = BY_TYPE.get(resource.type);
  return rows === undefined ? NONE : chargesAdded(priceable(), rows);
}

/** The usage keys of these charges. */
export function addedUsage(type: string): Readonly<Record<string, UsageKey>> {
  return usageOfCharges(BY_TYPE.get(type) ?? []);
}
