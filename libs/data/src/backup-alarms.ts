import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface BackupAlarmsProps {
  /** What the messages call the backups. */
  readonly name: string;
  readonly vaultName: string;
  /** Role of the jobs: by it the jobs of this plan are known. */
  readonly role: IRole;
  /** Hours within which a backup must have been completed. */
  readonly rpoHours: number;
  readonly topic: ITopic;
}

/** States in which a job has ended without what it was for. */
const FAILED_STATES = ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];

/**
 * Announces every failed backup, copy and restore test, and triggers an alarm if the recovery point objective is
 * broken.
 *
 * The vault's own notifications know no failures any more (their events are deprecated), so EventBridge is asked.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class BackupAlarms extends Construct {
  constructor(scope: Construct, id: string, props: BackupAlarmsProps) {
    super(scope, id);
    new CfnRule(this, 'JobFailed', {
      description: `${props.name}: a backup, copy or restore test failed`,
      eventPattern: {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
        // Backup and copy jobs speak of a state, restore jobs of a status.
        detail: { iamRoleArn: [props.role.roleArn], $or: [{ state: FAILED_STATES }, { status: FAILED_STATES }] },
      },
      targets: [
        {
          id: 'AlarmTopic',
          arn: props.topic.topicArn,
          inputTransformer: {
            inputPathsMap: { what: '$.detail-type', reason: '$.detail.statusMessage' },
            inputTemplate: `"${props.name}: <what>: failed: <reason>"`,
          },
        },
      ],
    });
    const alarm = new Alarm(this, 'RecoveryPoint', {
      alarmDescription: `${props.name}: no backup was completed for ${props.rpoHours === 1 ? 'an hour' : `${props.rpoHours} hours`}; the recovery point objective is broken.`,
      metric: new Metric({
        namespace: 'AWS/Backup',
        metricName: 'NumberOfBackupJobsCompleted',
        dimensionsMap: { BackupVaultName: props.vaultName },
        statistic: 'Sum',
        period: Duration.hours(1),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: props.rpoHours,
      treatMissingData: TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.topic));
    alarm.addOkAction(new SnsAction(props.topic));
  }
}
