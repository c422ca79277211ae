import { accelerator } from './accelerator';
import { alarm } from './alarm';
import { amplifyApp } from './amplify-app';
import { apiDestination } from './api-destination';
import { apiStage } from './api-stage';
import { autoScalingGroup } from './auto-scaling-group';
import { backupPlan, backupVault } from './backup-vault';
import { batchEnvironment } from './batch-environment';
import { budget } from './budget';
import { budgetsAction } from './budgets-action';
import { cacheCluster, replicationGroup } from './cache-nodes';
import { canary } from './canary';
import { classicLoadBalancer } from './classic-load-balancer';
import { classicRegionalWebAcl, classicWebAcl } from './classic-web-acl';
import { cloudFrontFunction } from './cloud-front-function';
import { codeBuildProject } from './code-build-project';
import { codeCommitRepository } from './code-commit-repository';
import { codePipeline } from './code-pipeline';
import { compositeAlarm } from './composite-alarm';
import { configRule, conformancePack, organizationConfigRule, organizationConformancePack } from './config-rule';
import { configurationRecorder } from './configuration-recorder';
import { dashboard } from './dashboard';
import { dbCluster } from './db-cluster';
import { dbInstance } from './db-instance';
import { dbProxy } from './db-proxy';
import { deliveryStream } from './delivery-stream';
import { microsoftDirectory, simpleDirectory } from './directory';
import { distribution } from './distribution';
import { documentCluster, documentInstance } from './document-cluster';
import { dynamoGlobalTable, dynamoTable } from './dynamo-table';
import { ebsVolume } from './ebs-volume';
import { ec2Instance } from './ec2-instance';
import { ecrRepository } from './ecr-repository';
import { ecsCluster } from './ecs-cluster';
import { ecsService } from './ecs-service';
import { eksCluster } from './eks-cluster';
import { eksNodeGroup } from './eks-node-group';
import { emailIdentity } from './email-identity';
import { elasticIp } from './elastic-ip';
import { eventBus } from './event-bus';
import { eventsRule } from './events-rule';
import { fileSystem } from './file-system';
import { firewallPolicy } from './firewall-policy';
import { flowLog } from './flow-log';
import { glueCrawler } from './glue-crawler';
import { glueDatabase } from './glue-database';
import { glueJob } from './glue-job';
import { graphCluster, graphInstance } from './graph-cluster';
import { graphqlApi } from './graphql-api';
import { guardDuty } from './guard-duty';
import { healthCheck } from './health-check';
import { hostedZone } from './hosted-zone';
import { httpApi } from './http-api';
import { builtImage, imagePipeline } from './image-pipeline';
import { insightRule } from './insight-rule';
import { iotTopicRule } from './iot-topic-rule';
import { kafkaCluster, kafkaServerlessCluster } from './kafka-cluster';
import { kendraIndex } from './kendra-index';
import { kinesisStream } from './kinesis-stream';
import { kmsKey } from './kms-key';
import { lambdaFunction } from './lambda-function';
import { loadBalancer } from './load-balancer';
import { logDelivery } from './log-delivery';
import { logGroup } from './log-group';
import { MANAGED_TYPES } from './managed-types';
import { MODEL_TYPES } from './model-types';
import { messageBroker } from './message-broker';
import { metricFilter } from './metric-filter';
import { natGateway } from './nat-gateway';
import { networkFirewall } from './network-firewall';
import { pipe } from './pipe';
import type { PricedType } from './priced-type';
import { privateCa } from './private-ca';
import { lambdaAlias, lambdaVersion } from './provisioned-concurrency';
import { redshiftCluster } from './redshift-cluster';
import { restApi } from './rest-api';
import { s3Bucket } from './s3-bucket';
import { applicationScalingPolicy, autoScalingPolicy } from './scaling-policy';
import { schedule } from './schedule';
import { searchCollection } from './search-collection';
import { elasticsearchDomain, searchDomain } from './search-domain';
import { secret } from './secret';
import { securityHub } from './security-hub';
import { snsSubscription } from './sns-subscription';
import { snsTopic } from './sns-topic';
import { sqsQueue } from './sqs-queue';
import { ssmParameter } from './ssm-parameter';
import { stateMachine } from './state-machine';
import { taskDefinition } from './task-definition';
import { trail } from './trail';
import { transferServer } from './transfer-server';
import { transitGatewayAttachment, transitGatewayVpcAttachment } from './transit-gateway';
import { userPool } from './user-pool';
import { vpcEndpoint } from './vpc-endpoint';
import { vpnConnection } from './vpn-connection';
import { wafLogging } from './waf-logging';
import { webAcl } from './web-acl';

/** One more priced type is one more line here or in managed-types.ts, its file, its prices and its golden. */
export const PRICED_TYPES: readonly PricedType[] = [
  ...MANAGED_TYPES,
  ...MODEL_TYPES,
  accelerator,
  alarm,
  amplifyApp,
  apiDestination,
  apiStage,
  applicationScalingPolicy,
  autoScalingGroup,
  autoScalingPolicy,
  backupPlan,
  backupVault,
  batchEnvironment,
  budget,
  budgetsAction,
  builtImage,
  cacheCluster,
  canary,
  classicLoadBalancer,
  classicRegionalWebAcl,
  classicWebAcl,
  cloudFrontFunction,
  codeBuildProject,
  codeCommitRepository,
  codePipeline,
  compositeAlarm,
  configRule,
  configurationRecorder,
  conformancePack,
  dashboard,
  dbCluster,
  dbInstance,
  dbProxy,
  deliveryStream,
  distribution,
  documentCluster,
  documentInstance,
  dynamoGlobalTable,
  dynamoTable,
  ebsVolume,
  ec2Instance,
  ecrRepository,
  ecsCluster,
  ecsService,
  eksCluster,
  eksNodeGroup,
  emailIdentity,
  elasticIp,
  elasticsearchDomain,
  eventBus,
  eventsRule,
  fileSystem,
  firewallPolicy,
  flowLog,
  glueCrawler,
  glueDatabase,
  glueJob,
  graphCluster,
  graphInstance,
  graphqlApi,
  guardDuty,
  healthCheck,
  hostedZone,
  httpApi,
  imagePipeline,
  insightRule,
  iotTopicRule,
  kafkaCluster,
  kafkaServerlessCluster,
  kendraIndex,
  kinesisStream,
  kmsKey,
  lambdaAlias,
  lambdaFunction,
  lambdaVersion,
  loadBalancer,
  logDelivery,
  logGroup,
  messageBroker,
  metricFilter,
  microsoftDirectory,
  natGateway,
  networkFirewall,
  organizationConfigRule,
  organizationConformancePack,
  pipe,
  privateCa,
  redshiftCluster,
  replicationGroup,
  restApi,
  s3Bucket,
  schedule,
  searchCollection,
  searchDomain,
  secret,
  securityHub,
  simpleDirectory,
  snsSubscription,
  snsTopic,
  sqsQueue,
  ssmParameter,
  stateMachine,
  taskDefinition,
  trail,
  transferServer,
  transitGatewayAttachment,
  transitGatewayVpcAttachment,
  userPool,
  vpcEndpoint,
  vpnConnection,
  wafLogging,
  webAcl,
];

const BY_TYPE = new Map(PRICED_TYPES.map((priced) => [priced.type, priced]));

/** How a type is charged; undefined for one that is free or that Careplane does not price. */
export function pricedType(type: string): PricedType | undefined {
  return BY_TYPE.get(type);
}
