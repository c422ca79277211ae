import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A pipeline that scans what runs in an environment every night, and the CodeBuild project that scans in it. */
export interface NightlyScan {
  readonly environment: string;
  readonly pipelineName: string;
  readonly projectName: string;
}

export interface NightlyAlarmsProps {
  readonly scans: readonly NightlyScan[];
  /** What the alarms' texts begin with. */
  readonly title: string;
  /** Topics that get the beginning and the end of an alarm. */
  readonly topics: readonly ITopic[];
}

/**
 * Hours within which a scan must have succeeded. Two nights of a pipeline start 24 hours apart, and a build waits an hour at most
 * and runs an hour at most, so that two scans end up to 26 hours apart. The other ten leave a morning to repair a scan whose
 * failure was reported at night. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html allows
 * 168 hours.
 */
export const SCANNED_WITHIN_HOURS = 36;

/**
 * An alarm for each nightly scan that has not succeeded for a day and a half: a scan that fails is reported by its pipeline, and
 * one that was not started is reported by nothing else. `PipelineNews` and the alarms share no metric and no rule.
 *
 * CodeBuild counts what has succeeded, and writes no zero for a night without a build. So missing counts are a breach, and the
 * alarm also rings from the minute in which it is created to the end of the first scan, which starts with the pipeline.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/cloudwatch_metrics-codebuild.html
 */
export class NightlyAlarms extends Construct {
  constructor(scope: Construct, id: string, { scans, title, topics }: NightlyAlarmsProps) {
    super(scope, id);
    for (const { environment, pipelineName, projectName } of scans) {
      const alarm = new Alarm(this, environment, {
        alarmDescription: `${title} in ${environment}: no nightly scan has succeeded for ${SCANNED_WITHIN_HOURS} hours, so new vulnerabilities in what runs are not known. If pipeline ${pipelineName} has failed, repair what the log of its build says. If it was not started, look at the EventBridge rule that starts it. Then start it by hand: aws codepipeline start-pipeline-execution --name ${pipelineName}. On the day on which the pipeline was created, this ends with its first scan.`,
        metric: new Metric({
          namespace: 'AWS/CodeBuild',
          metricName: 'SucceededBuilds',
          dimensionsMap: { ProjectName: projectName },
          statistic: 'Sum',
          period: Duration.hours(1),
        }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: SCANNED_WITHIN_HOURS,
        treatMissingData: TreatMissingData.BREACHING,
      });
      for (const topic of topics) {
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
      }
    }
  }
}
