import { Arn, ArnFormat, Aws, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnDBCluster, CfnDBClusterParameterGroup, CfnDBInstance, CfnDBParameterGroup } from 'aws-cdk-lib/aws-rds';
import type { SubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AuroraAlarms } from './aurora-alarms';
import {
  addLogGroups,
  AUTOMATED_BACKUP_WINDOW,
  databaseSecurityGroup,
  databaseSubnetGroup,
  GENERAL_LOG_REASON,
  MAINTENANCE_WINDOW,
  monitoringRole,
  PORT_REASON,
} from './database-parts';
import { CLUSTER_ENGINES } from './engines';
import type { ClusterEngine, ClusterSetup } from './engines';
import { instanceClass, instanceClassesOf, maxConnections, SERVERLESS_CLASS } from './instance-classes';
import type { InstanceClass } from './instance-classes';

export interface AuroraClusterProps {
  /** Name of the cluster; its instances are `<identifier>-1` and so on. Fixed, so that a change that would replace it fails instead. */
  readonly identifier: string;
  /** Name of the database made in it. */
  readonly databaseName: string;
  readonly engine: ClusterEngine;
  /** Version of the engine, for example "17.9" or "8.0.mysql_aurora.3.10.4". */
  readonly engineVersion: string;
  readonly vpc: IVpc;
  /** One of the classes of the engine. */
  readonly instanceClass: string;
  /** Capacity units of the class db.serverless, which needs them. */
  readonly capacity?: { readonly min: number; readonly max: number };
  /** Whether requests to storage cost nothing, and hours and storage more. */
  readonly ioOptimized: boolean;
  /** Whether a reader in a second zone takes over if the first zone fails. */
  readonly multiAz: boolean;
  /** 1 to 35. */
  readonly pointInTimeRecoveryDays: number;
  readonly port: number;
  /** Key that encrypts storage, master secret, Performance Insights and logs. */
  readonly key: IKey;
  /** Days for which logs are kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
  /** Days for which the audit log is kept. */
  readonly auditLogDays: number;
  readonly alarmTopic: ITopic;
}

/** Performance data of the last days is free of charge. */
const INSIGHTS_DAYS = 7;

/**
 * A cluster of Aurora in the isolated subnets, with the protections of `Database`: encrypted, TLS only, sign-in through IAM, master
 * password made and rotated by RDS, and a security group that nothing may enter until a service's stack opens it.
 *
 * @throws RangeError for a class that the engine does not have, and for db.serverless without capacity
 */
export class AuroraCluster extends Construct {
  readonly cluster: CfnDBCluster;
  readonly instances: readonly CfnDBInstance[];
  readonly securityGroup: SecurityGroup;
  readonly subnetGroup: SubnetGroup;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const setup = CLUSTER_ENGINES[props.engine];
    const size = sizeOf(props);
    this.securityGroup = databaseSecurityGroup(this, props);
    this.subnetGroup = databaseSubnetGroup(this, props);
    const logGroups = addLogGroups(this, `/aws/rds/cluster/${props.identifier}`, setup.logs, props);
    this.cluster = this.addCluster(props, setup);
    this.cluster.node.addDependency(...logGroups);
    this.instances = this.addInstances(props, setup, size);
    acknowledge(this.cluster, this.instances, props, setup);
    new AuroraAlarms(this, 'Alarms', {
      identifier: props.identifier,
      engine: props.engine,
      serverless: props.capacity !== undefined,
      hasReader: props.multiAz,
      memoryGiB: size.memoryGiB,
      maxConnections: maxConnections(props.engine, size),
      topic: props.alarmTopic,
    });
  }

  /** ARN of the cluster: AWS Backup saves clusters, not their instances. */
  get arn(): string {
    return Arn.format(
      { service: 'rds', resource: 'cluster', resourceName: this.cluster.ref, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
      Stack.of(this),
    );
  }

  private addCluster(props: AuroraClusterProps, setup: ClusterSetup): CfnDBCluster {
    const parameters = new CfnDBClusterParameterGroup(this, 'Parameters', {
      family: setup.family(props.engineVersion),
      description: setup.parametersDescription,
      parameters: setup.parameters,
    });
    const cluster = new CfnDBCluster(this, 'Cluster', {
      dbClusterIdentifier: props.identifier,
      databaseName: props.databaseName,
      engine: props.engine,
      engineVersion: props.engineVersion,
      ...(props.capacity === undefined
        ? {}
        : {
            serverlessV2ScalingConfiguration: { minCapacity: props.capacity.min, maxCapacity: props.capacity.max },
          }),
      ...(props.ioOptimized ? { storageType: 'aurora-iopt1' } : {}),
      port: props.port,
      dbSubnetGroupName: this.subnetGroup.subnetGroupName,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      dbClusterParameterGroupName: parameters.ref,
      storageEncrypted: true,
      kmsKeyId: props.key.keyArn,
      masterUsername: 'careplane_admin',
      manageMasterUserPassword: true,
      masterUserSecret: { kmsKeyId: props.key.keyArn },
      enableIamDatabaseAuthentication: true,
      enableCloudwatchLogsExports: Object.keys(setup.logs),
      backupRetentionPeriod: props.pointInTimeRecoveryDays,
      preferredBackupWindow: AUTOMATED_BACKUP_WINDOW,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return cluster;
  }

  /** The first becomes the writer; each is in a zone of its own, and any of them can become the writer. */
  private addInstances(props: AuroraClusterProps, setup: ClusterSetup, size: InstanceClass): CfnDBInstance[] {
    const role: IRole = monitoringRole(this);
    const parameters =
      setup.instanceParameters === undefined
        ? undefined
        : new CfnDBParameterGroup(this, 'InstanceParameters', {
            family: setup.family(props.engineVersion),
            description: 'Slow statements logged',
            parameters: setup.instanceParameters,
          });
    const instances = props.vpc.availabilityZones.slice(0, props.multiAz ? 2 : 1).map((zone, index) => {
      const instance = new CfnDBInstance(this, `Instance${index + 1}`, {
        dbInstanceIdentifier: `${props.identifier}-${index + 1}`,
        dbClusterIdentifier: this.cluster.ref,
        dbInstanceClass: props.instanceClass,
        engine: props.engine,
        // A zone is the region and a letter; as a literal, the region would be in the template twice.
        availabilityZone: `${Aws.REGION}${zone.slice(-1)}`,
        dbSubnetGroupName: this.subnetGroup.subnetGroupName,
        ...(parameters === undefined ? {} : { dbParameterGroupName: parameters.ref }),
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        monitoringInterval: 60,
        monitoringRoleArn: role.roleArn,
        promotionTier: index,
        ...(size.performanceInsights
          ? {
              enablePerformanceInsights: true,
              performanceInsightsKmsKeyId: props.key.keyArn,
              performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
            }
          : {}),
      });
      instance.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      return instance;
    });
    // Otherwise chance would decide which of them is the writer.
    instances.forEach((instance, index) => {
      const before = instances[index - 1];
      if (before !== undefined) instance.addResourceDependency(before);
    });
    return instances;
  }
}

function sizeOf({ engine, instanceClass: name, capacity }: AuroraClusterProps): InstanceClass {
  const size = instanceClass(engine, name);
  if (size === undefined) {
    const known = instanceClassesOf(engine).map((each) => each.name);
    throw new RangeError(`"${name}" is not a known RDS instance class of ${engine}; known: ${known.join(', ')}`);
  }
  if ((name === SERVERLESS_CLASS) !== (capacity !== undefined)) {
    throw new RangeError(`${SERVERLESS_CLASS} and a capacity need each other; the class is ${name}`);
  }
  return capacity === undefined ? size : { ...size, memoryGiB: size.memoryGiB * capacity.max };
}

function acknowledge(
  cluster: CfnDBCluster,
  instances: readonly CfnDBInstance[],
  { engine, port }: AuroraClusterProps,
  { defaultPort }: ClusterSetup,
): void {
  // Another engine than MySQL has no general log and no backtrack, and cdk-nag knows no port of theirs.
  if (engine === 'aurora-mysql') {
    Validations.of(cluster).acknowledge(
      {
        id: 'HIPAA.Security::HIPAA.Security-RDSLoggingEnabled[LogExport::general]',
        reason: GENERAL_LOG_REASON,
      },
      {
        id: 'AwsSolutions::AwsSolutions-RDS14',
        reason:
          'Backtrack rewinds the whole cluster in place, with every entry that was made since. Automated backups restore any second of the last days into a cluster beside it, from which lost rows are copied back.',
      },
      ...(port === defaultPort ? [{ id: 'AwsSolutions::AwsSolutions-RDS11', reason: PORT_REASON }] : []),
    );
  }
  for (const instance of instances) {
    Validations.of(instance).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-RDSInBackupPlan',
      reason:
        'An instance of Aurora holds no data of its own: AWS Backup saves its cluster, which the backup selection of this stack names.',
    });
  }
}
