import { Duration, RemovalPolicy, Size, Validations } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Credentials,
  DatabaseInsightsMode,
  DatabaseInstance,
  OptionGroup,
  ParameterGroup,
  PerformanceInsightRetention,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { IInstanceEngine, SubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DatabaseAlarms } from './database-alarms';
import {
  addLogGroups,
  AUTOMATED_BACKUP_WINDOW,
  databaseSecurityGroup,
  databaseSubnetGroup,
  GENERAL_LOG_REASON,
  ISOLATED,
  MAINTENANCE_WINDOW,
  monitoringRole,
  PORT_REASON,
} from './database-parts';
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
    this.securityGroup = databaseSecurityGroup(this, props);
    this.subnetGroup = databaseSubnetGroup(this, props);
    const engine = setup.at(props.engineVersion);
    const logGroups = addLogGroups(this, `/aws/rds/instance/${props.identifier}`, setup.logs, props);
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

  /** ARN of the instance. */
  get arn(): string {
    return this.instance.instanceArn;
  }
}

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

/** A reason without its finding is itself one, so each is given only where the settings need it. */
function acknowledgeInstance(
  instance: DatabaseInstance,
  { engine, port, multiAz }: DatabaseProps,
  { defaultPort }: EngineSetup,
): void {
  const reason =
    'Not production: an outage of its zone may last until it is restored from the backups, which are taken and tested as in production.';
  const reasons = [
    engine === 'mysql' && {
      id: 'HIPAA.Security::HIPAA.Security-RDSLoggingEnabled[LogExport::general]',
      reason: GENERAL_LOG_REASON,
    },
    port === defaultPort && { id: 'AwsSolutions::AwsSolutions-RDS11', reason: PORT_REASON },
    !multiAz && { id: 'HIPAA.Security::HIPAA.Security-RDSMultiAZSupport', reason },
    !multiAz && { id: 'AwsSolutions::AwsSolutions-RDS3', reason },
  ].filter((each) => each !== false);
  if (reasons.length > 0) Validations.of(instance).acknowledge(...reasons);
}
