import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnFileSystem, CfnMountTarget } from 'aws-cdk-lib/aws-efs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HOLDS_TAG, PATIENT_DATA } from './patient-bucket';

/** TCP port of NFS. */
export const NFS_PORT = 2049;

const GIB = 1024 ** 3;

export interface FileSystemProps {
  /** Name that the console shows. */
  readonly name: string;
  /** What alarm texts call it. */
  readonly title: string;
  /** The mount targets are in its isolated subnets. */
  readonly vpc: IVpc;
  /** Key that encrypts the files. */
  readonly key: IKey;
  /** Days without access after which a file moves to infrequent access. @default - files stay */
  readonly infrequentAccessDays?: number | undefined;
  /** Size in GiB above which the alarm is raised. */
  readonly alarmGiB: number;
  readonly alarmTopic: ITopic;
}

/**
 * A file system for data of patients: encrypted with a key of the platform, with a mount target in every zone and no way out, and kept when
 * its stack is deleted. Its policy refuses clients without TLS and without an access point. Back it up with `StoreBackup`.
 *
 * Throughput is elastic, so there are no credits that a burst could use up.
 * https://docs.aws.amazon.com/efs/latest/ug/performance.html
 */
export class FileSystem extends Construct {
  readonly fileSystem: CfnFileSystem;
  /** The services that mount it are let in by their own stacks. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    this.fileSystem = new CfnFileSystem(this, 'FileSystem', {
      encrypted: true,
      kmsKeyId: props.key.keyArn,
      performanceMode: 'generalPurpose',
      throughputMode: 'elastic',
      // The plan of the platform backs it up; the automatic one of EFS would keep 35 days in a vault without a lock.
      backupPolicy: { status: 'DISABLED' },
      fileSystemTags: [{ key: 'Name', value: props.name }],
      ...(props.infrequentAccessDays === undefined
        ? {}
        : {
            lifecyclePolicies: [
              {
                transitionToIa: `AFTER_${props.infrequentAccessDays}_DAY${props.infrequentAccessDays === 1 ? '' : 'S'}`,
              },
              { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
            ],
          }),
      fileSystemPolicy: policy(),
    });
    this.fileSystem.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Tags.of(this.fileSystem).add(HOLDS_TAG, PATIENT_DATA);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `Mount targets of ${props.title}`,
      allowAllOutbound: false,
    });
    const { subnetIds } = props.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED });
    for (const [index, subnetId] of subnetIds.entries()) {
      new CfnMountTarget(this, `MountTarget${index + 1}`, {
        fileSystemId: this.fileSystem.ref,
        subnetId,
        securityGroups: [this.securityGroup.securityGroupId],
      });
    }
    this.addAlarm('Size', props.alarmTopic, {
      description: `${props.title}: more than ${props.alarmGiB} GiB. Delete what is not needed, or raise alarmGiB.`,
      metricName: 'StorageBytes',
      more: { StorageClass: 'Total' },
      threshold: props.alarmGiB * GIB,
      period: Duration.hours(1),
    });
    this.addAlarm('Load', props.alarmTopic, {
      description: `${props.title}: close to the limit of operations for fifteen minutes. Spread the work, or open fewer files.`,
      metricName: 'PercentIOLimit',
      threshold: 90,
      period: Duration.minutes(5),
      periods: 3,
    });
  }

  private addAlarm(
    id: string,
    topic: ITopic,
    about: {
      readonly description: string;
      readonly metricName: string;
      readonly more?: Readonly<Record<string, string>>;
      readonly threshold: number;
      readonly period: Duration;
      readonly periods?: number;
    },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: about.description,
      metric: new Metric({
        namespace: 'AWS/EFS',
        metricName: about.metricName,
        dimensionsMap: { FileSystemId: this.fileSystem.ref, ...about.more },
        statistic: 'Maximum',
        period: about.period,
      }),
      threshold: about.threshold,
      evaluationPeriods: about.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // EFS reports nothing of a file system that no client has mounted.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function policy(): object {
  const deny = (Sid: string, Action: string | string[], Condition: object) => ({
    Sid,
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action,
    Resource: '*',
    Condition,
  });
  return {
    Version: '2012-10-17',
    Statement: [
      deny('OnlyWithTls', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
      deny(
        'OnlyThroughAccessPoints',
        ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
        { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
      ),
    ],
  };
}
