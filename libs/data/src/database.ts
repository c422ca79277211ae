import { Duration, RemovalPolicy, Size, Stack, Validations } from 'aws-cdk-lib';
import { InstanceType, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Credentials,
  DatabaseInsightsMode,
  DatabaseInstance,
  OptionGroup,
  ParameterGroup,
  PerformanceInsightRetention,
  StorageType,
  SubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import type { IInstanceEngine } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DatabaseAlarms } from './database-alarms';
import { ENGINES } from './engines';
import type { EngineSetup, InstanceEngine } from './engines';
import { instanceClass, instanceClassesOf, maxConnections } from './instance-classes';

export interface DatabaseProps {
  /** Name of the RDS instance. Fixed, so that a change that would replace the database fails instead. */
  readonly identifier: string;
  /** Name of the database made in it. */
  readonly databaseName: string;
  readonly engine: InstanceEngine;
  /** Version of the engine, for example "8.4.9" of MySQL. */
  readonly engineVersion: string;
  readonly vpc: IVpc;
  /** One of `INSTANCE_CLASSES`. */
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** Storage grows by itself up to this. */
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
  /** 1 to 35. */
  readonly pointInTimeRecoveryDays: number;
  readonly port: number;
  /** Key that encrypts storage, master secret, Performance Insights and logs. */
  readonly key: IKey;
  /** Days for which logs are kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
  /** Days for which the audit log is kept: who connected, and who changed tables or rights. */
  readonly auditLogDays: number;
  readonly alarmTopic: ITopic;
}

/** Storage, backup and maintenance times (UTC) that do not meet AWS Backup's at midnight and noon. */
const AUTOMATED_BACKUP_WINDOW = '02:30-03:00';
const MAINTENANCE_WINDOW = 'sun:08:00-sun:09:00';

/**
 * RDS for MySQL or PostgreSQL in the isolated subnets: encrypted, TLS only, sign-in through IAM, master password made and rotated by
 * RDS, and a security group that nothing may enter until a service's stack opens it for that service.
 */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  readonly securityGroup: SecurityGroup;
  readonly subnetGroup: SubnetGroup;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const setup = ENGINES[props.engine];
    const size = instanceClass(props.engine, props.instanceClass);
    if (size === undefined) {
      const known = instanceClassesOf(props.engine)
        .map(({ name }) => name)
        .join(', ');
      throw new RangeError(
        `"${props.instanceClass}" is not a known RDS instance class of ${props.engine}; known: ${known}`,
      );
    }
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `Database ${props.identifier}: each service that may reach it adds its own rule`,
      allowAllOutbound: false,
    });
    this.subnetGroup = new SubnetGroup(this, 'SubnetGroup', {
      vpc: props.vpc,
      vpcSubnets: ISOLATED,
      description: `Isolated subnets of ${props.identifier}`,
    });
    const engine = setup.at(props.engineVersion);
    const logGroups = this.addLogGroups(props, setup);
    this.instance = new DatabaseInstance(this, 'Instance', {
      vpc: props.vpc,
      vpcSubnets: ISOLATED,
      subnetGroup: this.subnetGroup,
      securityGroups: [this.securityGroup],
      instanceType: new InstanceType(size.name.replace(/^db\./, '')),
      port: props.port,
      storageType: StorageType.GP3,
      storageEncryptionKey: props.key,
      iamAuthentication: true,
      publiclyAccessible: false,
      parameterGroup: parameterGroup(this, engine, setup),
      monitoringInterval: Duration.minutes(1),
      monitoringRole: monitoringRole(this),
      ...(size.performanceInsights
        ? {
            enablePerformanceInsights: true,
            performanceInsightEncryptionKey: props.key,
            performanceInsightRetention: PerformanceInsightRetention.DEFAULT,
            databaseInsightsMode: DatabaseInsightsMode.STANDARD,
          }
        : {}),
      cloudwatchLogsExports: Object.keys(setup.logs),
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      instanceIdentifier: props.identifier,
      databaseName: props.databaseName,
      engine,
      ...(props.engine === 'mysql' ? { optionGroup: auditPlugin(this, engine) } : {}),
      credentials: Credentials.fromUsername('careplane_admin', { encryptionKey: props.key }),
      manageMasterUserPassword: true,
      allocatedStorage: props.storageGiB,
      maxAllocatedStorage: props.maxStorageGiB,
      storageEncrypted: true,
      multiAz: props.multiAz,
      backupRetention: Duration.days(props.pointInTimeRecoveryDays),
      preferredBackupWindow: AUTOMATED_BACKUP_WINDOW,
      deleteAutomatedBackups: false,
    });
    this.instance.node.addDependency(...logGroups);
    acknowledgeInstance(this.instance, props, setup);
    new DatabaseAlarms(this, 'Alarms', {
      identifier: props.identifier,
      instance: this.instance,
      storage: Size.gibibytes(props.storageGiB),
      engine: props.engine,
      memoryGiB: size.memoryGiB,
      maxConnections: maxConnections(props.engine, size),
      topic: props.alarmTopic,
    });
  }

  /** RDS writes into log groups of these names; made here, they are encrypted and do not grow for ever. */
  private addLogGroups({ identifier, logDays, auditLogDays, key }: DatabaseProps, { logs }: EngineSetup): LogGroup[] {
    return Object.entries(logs).map(
      ([name, kind]) =>
        new LogGroup(this, `Log-${name}`, {
          logGroupName: `/aws/rds/instance/${identifier}/${name}`,
          retention: (kind === 'audit' ? auditLogDays : logDays) as RetentionDays,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        }),
    );
  }
}

const ISOLATED: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };

function parameterGroup(
  scope: Construct,
  engine: IInstanceEngine,
  { parameters, parametersDescription }: EngineSetup,
): ParameterGroup {
  return new ParameterGroup(scope, 'Parameters', { engine, description: parametersDescription, parameters });
}

/**
 * Who connected, and who changed tables or rights (45 CFR 164.312(b)). Not the statements that read and write rows:
 * their text holds patients' data. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 */
function auditPlugin(scope: Construct, engine: IInstanceEngine): OptionGroup {
  return new OptionGroup(scope, 'Options', {
    engine,
    description: 'Audit log of connections and of changes to tables and rights',
    configurations: [
      { name: 'MARIADB_AUDIT_PLUGIN', settings: { SERVER_AUDIT_EVENTS: 'CONNECT,QUERY_DDL,QUERY_DCL' } },
    ],
  });
}

function monitoringRole(scope: Construct): Role {
  const role = new Role(scope, 'MonitoringRole', {
    assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
    reason:
      'AWS’s own policy for this service role: it reaches RDS’s log groups and nothing else, and AWS keeps it in step with the agent.',
  });
  return role;
}

/** A reason without its finding is itself one, so each is given only where the settings need it. */
function acknowledgeInstance(
  instance: DatabaseInstance,
  { engine, port, multiAz }: DatabaseProps,
  { defaultPort }: EngineSetup,
): void {
  const oneZone =
    'Not production: an outage of its zone may last until it is restored from the backups, which are taken and tested as in production.';
  const reasons = [
    engine === 'mysql' && {
      id: 'HIPAA.Security::HIPAA.Security-RDSLoggingEnabled[LogExport::general]',
      reason:
        'The general log holds every statement with its values, so patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.',
    },
    port === defaultPort && {
      id: 'AwsSolutions::AwsSolutions-RDS11',
      reason:
        'Another port would not hide the database: it is in subnets without a route out, and its security group admits only named services.',
    },
    !multiAz && { id: 'HIPAA.Security::HIPAA.Security-RDSMultiAZSupport', reason: oneZone },
    !multiAz && { id: 'AwsSolutions::AwsSolutions-RDS3', reason: oneZone },
  ].filter((each) => each !== false);
  if (reasons.length > 0) Validations.of(instance).acknowledge(...reasons);
}
