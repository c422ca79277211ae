import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault as CdkBackupVault,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
} from 'aws-cdk-lib/aws-backup';
import type { CfnResource } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BackupAlarms } from './backup-alarms';
import type { BackupVault } from './backup-vault';
import type { AuroraCluster } from './aurora-cluster';
import type { Database } from './database';
import { hoursOfDay } from './hours-of-day';
import { SIX_YEARS_DAYS } from './store-backup';

/** Key of a resource’s metadata in which the judges look for a reason. */
const ACKNOWLEDGED_METADATA = 'careplane:acknowledged';

/** What AWS Backup saves. */
export type BackedUpDatabase = Database | AuroraCluster;

export interface BackupProps {
  /** Name of the plan. */
  readonly name: string;
  /** At least one. */
  readonly databases: readonly BackedUpDatabase[];
  readonly vpc: IVpc;
  readonly vault: BackupVault;
  /** Hours between two backups, counted from midnight UTC; divides 24. */
  readonly intervalHours: number;
  /** Hours within which a backup must have begun. */
  readonly startWindowHours: number;
  readonly retentionDays: number;
  /** Why backups may end before six years; stays in the template. Has no effect if they do not. */
  readonly retentionReason: string;
  /**
   * Vault in another region that every backup is copied to.
   *
   * @default - no copy
   */
  readonly copyVaultArn?: string;
  /** Hours within which there must be a new backup; an alarm rings when there is none. */
  readonly rpoHours: number;
  readonly alarmTopic: ITopic;
  readonly restoreTest: {
    /** 1, 7 or 30. */
    readonly everyDays: number;
    /** Hours for which the restored database is kept to be looked at. */
    readonly validationHours: number;
  };
}

/** AWS Backup of databases on a schedule, and a test on a schedule that each can be restored. */
export class Backup extends Construct {
  /** Role of AWS Backup, by which the alarms know its jobs. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const role = backupRole(this);
    this.role = role;
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: props.name, backupVault: props.vault.vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: `every-${props.intervalHours}-hours`,
        scheduleExpression: Schedule.cron({ minute: '0', hour: hoursOfDay(props.intervalHours) }),
        startWindow: Duration.hours(props.startWindowHours),
        completionWindow: Duration.hours(props.startWindowHours + 8),
        deleteAfter: Duration.days(props.retentionDays),
        copyActions:
          props.copyVaultArn === undefined
            ? []
            : [
                {
                  destinationBackupVault: CdkBackupVault.fromBackupVaultArn(this, 'CopyVault', props.copyVaultArn),
                  deleteAfter: Duration.days(props.retentionDays),
                },
              ],
      }),
    );
    if (props.retentionDays < SIX_YEARS_DAYS) {
      const resource = plan.node.defaultChild as CfnResource;
      resource.addMetadata(ACKNOWLEDGED_METADATA, { BackupKeptSixYears: props.retentionReason });
    }
    // By ARN instead of tag, because a database without its tag would silently be left out.
    plan.addSelection('Database', {
      backupSelectionName: 'database',
      role: role.withoutPolicyUpdates(),
      disableDefaultBackupPolicy: true,
      resources: props.databases.map((database) => BackupResource.fromArn(database.arn)),
    });
    this.addRestoreTests(props, role);
    new BackupAlarms(this, 'Alarms', {
      name: props.name,
      vaultName: props.vault.vault.backupVaultName,
      role,
      rpoHours: props.rpoHours,
      topic: props.alarmTopic,
    });
  }

  private addRestoreTests(props: BackupProps, role: Role): void {
    const securityGroup = new SecurityGroup(this, 'RestoreTestSecurityGroup', {
      vpc: props.vpc,
      description: 'Databases restored for a test: nothing may reach them',
      allowAllOutbound: false,
    });
    // Names of restore testing know letters, digits and underscores only.
    const name = props.name.replaceAll('-', '_');
    const plan = new CfnRestoreTestingPlan(this, 'RestoreTestingPlan', {
      restoreTestingPlanName: name,
      scheduleExpression: testSchedule(props.restoreTest.everyDays),
      startWindowHours: 4,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [props.vault.vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        selectionWindowDays: Math.min(props.retentionDays, 7),
      },
    });
    for (const { id, selectionName, type, isOfType, overrides } of RESTORED) {
      const tested = props.databases.filter(isOfType);
      const [first] = tested;
      if (first === undefined) continue;
      const selection = new CfnRestoreTestingSelection(this, id, {
        restoreTestingPlanName: name,
        restoreTestingSelectionName: selectionName,
        iamRoleArn: role.roleArn,
        protectedResourceType: type,
        protectedResourceArns: tested.map(({ arn }) => arn),
        validationWindowHours: props.restoreTest.validationHours,
        // Otherwise the copy of the patient data would be restored into the default VPC.
        restoreMetadataOverrides: {
          dbSubnetGroupName: first.subnetGroup.subnetGroupName,
          vpcSecurityGroupIds: Stack.of(this).toJsonString([securityGroup.securityGroupId]),
          ...overrides,
        },
      });
      selection.addResourceDependency(plan);
    }
  }
}

/**
 * The kinds of databases that are restored for a test, each with the metadata that its kind knows. A cluster is restored without
 * instances. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
const RESTORED = [
  {
    id: 'RestoreTestingSelection',
    selectionName: 'database',
    type: 'RDS',
    isOfType: (each: BackedUpDatabase) => 'instance' in each,
    overrides: { publiclyAccessible: 'false' },
  },
  {
    id: 'RestoreTestingClusters',
    selectionName: 'cluster',
    type: 'Aurora',
    isOfType: (each: BackedUpDatabase) => 'cluster' in each,
    overrides: {},
  },
] as const;

/** At five in the morning UTC: every day, on Mondays, or on the first of the month. */
function testSchedule(everyDays: number): string {
  if (everyDays === 1) return 'cron(0 5 ? * * *)';
  return everyDays === 7 ? 'cron(0 5 ? * MON *)' : 'cron(0 5 1 * ? *)';
}

const SERVICE_POLICIES = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'];

function backupRole(scope: Construct): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    managedPolicies: SERVICE_POLICIES.map((name) => ManagedPolicy.fromAwsManagedPolicyName(`service-role/${name}`)),
  });
  Validations.of(role).acknowledge(
    ...SERVICE_POLICIES.map((name) => ({
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${name}]`,
      reason:
        'AWS’s own policy for AWS Backup’s service role, kept in step with the service; only AWS Backup in this account may assume the role, and the vault’s lock stands above what it allows.',
    })),
  );
  return role;
}
