import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarm } from '../task/alarm';
import { stoppedTaskRule, timesTriggered } from '../task/stopped-task-rule';
import { watchedHours } from './job-schedule';
import type { JobTimes } from './job-schedule';

export interface JobAlarmsProps {
  readonly title: string;
  /** Name of the container. */
  readonly name: string;
  readonly topic: ITopic;
  readonly cluster: ICluster;
  readonly family: string;
  readonly taskRuleName: string;
  readonly groupName: string;
  readonly schedule: JobTimes;
  readonly enabled: boolean;
  readonly startWithinMinutes: number;
}

/** Alarms on runs that failed, on runs that could not start, and on runs that the schedule missed. */
export function addJobAlarms(scope: Construct, props: JobAlarmsProps): void {
  const { title, topic } = props;
  const rule = stoppedTaskRule(scope, {
    name: props.taskRuleName,
    description: `${title}: a run failed`,
    clusterArn: props.cluster.clusterArn,
    group: `family:${props.family}`,
    // Only the job's own container counts: GuardDuty's agent beside it is stopped when the job ends, and then reports an error.
    when: {
      $or: [
        { stopCode: ['TaskFailedToStart'] },
        { containers: { name: [props.name], exitCode: [{ 'anything-but': 0 }] } },
      ],
    },
    topic,
    message: `${title}: a run failed: <reason>`,
  });
  alarm(scope, 'FailedRuns', topic, {
    alarmDescription: `${title}: a run ended with an error or could not start. Its log has the reason.`,
    metric: timesTriggered(rule, Duration.minutes(5)),
    threshold: 1,
    evaluationPeriods: 1,
  });
  alarm(scope, 'DroppedRuns', topic, {
    alarmDescription: `${title}: EventBridge Scheduler gave up to start a run after ${props.startWithinMinutes === 1 ? 'one minute' : `${props.startWithinMinutes} minutes`} of attempts.`,
    metric: schedulerMetric('InvocationDroppedCount', props.groupName, Duration.minutes(5)),
    threshold: 1,
    evaluationPeriods: 1,
  });
  addMissedRunAlarm(scope, props);
}

/**
 * The schedule counts every attempt to start a run. An alarm that finds no count changes to INSUFFICIENT_DATA, which is reported as
 * the other changes are. It does not treat missing counts as a breach, because a new job would then be reported before its first run.
 */
function addMissedRunAlarm(scope: Construct, props: JobAlarmsProps): void {
  const hours = watchedHours(props.schedule, props.startWithinMinutes);
  if (!props.enabled || hours === undefined) return;
  const missed = alarm(scope, 'MissedRuns', props.topic, {
    alarmDescription: `${props.title}: no run was started for ${hours} hours, and by its schedule one should have been. INSUFFICIENT_DATA means the same.`,
    metric: schedulerMetric('InvocationAttemptCount', props.groupName, Duration.hours(1)),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: hours,
    treatMissingData: TreatMissingData.MISSING,
  });
  missed.addInsufficientDataAction(new SnsAction(props.topic));
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
function schedulerMetric(metricName: string, groupName: string, period: Duration): Metric {
  return new Metric({
    namespace: 'AWS/Scheduler',
    metricName,
    dimensionsMap: { ScheduleGroup: groupName },
    statistic: 'Sum',
    period,
  });
}
