import { airflowEnvironment } from './airflow-environment';
import { appRunnerService } from './app-runner-service';
import { applicationInsights } from './application-insights';
import { artifactDomain } from './artifact-domain';
import { athenaWorkgroup } from './athena-workgroup';
import { clientVpnAssociation, clientVpnEndpoint } from './client-vpn';
import { cloud9Environment } from './cloud9-environment';
import { privateDnsNamespace, publicDnsNamespace } from './discovery-namespace';
import { discoveryService } from './discovery-service';
import { distributionMetrics } from './distribution-metrics';
import { dsqlCluster } from './dsql-cluster';
import { eksFargateProfile } from './eks-fargate-profile';
import { emrCluster } from './emr-cluster';
import { eventArchive, schemaDiscoverer } from './event-archive';
import { firewallLogging } from './firewall-logging';
import { grafanaWorkspace } from './grafana-workspace';
import { kmsReplicaKey } from './kms-replica-key';
import { macieSession } from './macie-session';
import { managedFileSystem } from './managed-file-system';
import { notebookInstance } from './notebook-instance';
import { pinpointProject } from './pinpoint-project';
import type { PricedType } from './priced-type';
import { prometheusWorkspace } from './prometheus-workspace';
import { redshiftNamespace, redshiftWorkgroup } from './redshift-serverless';
import { resolverEndpoint } from './resolver-endpoint';
import { searchEndpoint } from './search-endpoint';
import { serverlessCache } from './serverless-cache';
import { snapshotPolicy } from './snapshot-policy';
import { streamConsumer } from './stream-consumer';
import { trafficMirrorSession } from './traffic-mirror';

/** Services that run something for a platform beside its own parts: analytics, desktops, names, file systems. The registry has the rest. */
export const MANAGED_TYPES: readonly PricedType[] = [
  airflowEnvironment,
  appRunnerService,
  applicationInsights,
  artifactDomain,
  athenaWorkgroup,
  clientVpnAssociation,
  clientVpnEndpoint,
  cloud9Environment,
  discoveryService,
  distributionMetrics,
  dsqlCluster,
  eksFargateProfile,
  emrCluster,
  eventArchive,
  firewallLogging,
  grafanaWorkspace,
  kmsReplicaKey,
  macieSession,
  managedFileSystem,
  notebookInstance,
  pinpointProject,
  privateDnsNamespace,
  prometheusWorkspace,
  publicDnsNamespace,
  redshiftNamespace,
  redshiftWorkgroup,
  resolverEndpoint,
  schemaDiscoverer,
  searchEndpoint,
  serverlessCache,
  snapshotPolicy,
  streamConsumer,
  trafficMirrorSession,
];
