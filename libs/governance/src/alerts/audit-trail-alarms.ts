import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AUDIT_ALARMS } from './audit-alarms';
import type { AuditAlarm } from './audit-alarms';
import { patternOf } from './filter-pattern';

export interface AuditTrailAlarmsProps {
  /** Log group of a trail of all regions. */
  readonly logGroup: ILogGroup;
  /** Namespace of the metrics in CloudWatch. */
  readonly namespace: string;
  /** What the alarms' texts begin with, such as the name of the account or platform. */
  readonly title: string;
  readonly topics: readonly ITopic[];
  /** Name of the role for emergencies. @default - none, and no alarm on its use */
  readonly breakGlassRoleName?: string;
}

/**
 * A metric filter on the log of the audit trail and an alarm, for each entry of the list. They see all regions and the global
 * services, a few minutes after the call. 45 CFR 164.308(a)(1)(ii)(D), information system activity review.
 */
export class AuditTrailAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AuditTrailAlarmsProps) {
    super(scope, id);
    const { breakGlassRoleName } = props;
    const alarms = [...AUDIT_ALARMS, ...(breakGlassRoleName === undefined ? [] : [breakGlassUsed(breakGlassRoleName)])];
    this.alarms = alarms.map((alarm) => addAlarm(this, alarm, props));
  }
}

/** A role is taken in whichever region its caller speaks to STS, so only a trail of all regions sees each use. */
export function breakGlassUsed(roleName: string): AuditAlarm {
  return {
    id: 'BreakGlassUsed',
    title: 'The role for emergencies was taken',
    controls: ['164.312(a)(2)(ii)'],
    filter: `($.eventSource = "sts.amazonaws.com") && ($.eventName = "AssumeRole*") && ($.requestParameters.roleArn = "*/${roleName}")`,
  };
}

function addAlarm(scope: Construct, alarm: AuditAlarm, { logGroup, namespace, title, topics }: AuditTrailAlarmsProps) {
  const { id, cis, controls, threshold = 1, periodMinutes = 5 } = alarm;
  new CfnMetricFilter(scope, `${id}Filter`, {
    logGroupName: logGroup.logGroupName,
    filterPattern: patternOf(alarm.filter),
    metricTransformations: [{ metricNamespace: namespace, metricName: id, metricValue: '1' }],
  });
  const asks = [...(cis === undefined ? [] : [`CIS ${cis}`]), ...controls.map((control) => `45 CFR ${control}`)];
  const made = new Alarm(scope, `${id}Alarm`, {
    alarmDescription: `${title}: ${alarm.title}. Look into CloudTrail: who, from where, and was it meant? (${asks.join('; ')})`,
    metric: new Metric({ namespace, metricName: id, statistic: 'Sum', period: Duration.minutes(periodMinutes) }),
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  for (const topic of topics) made.addAlarmAction(new SnsAction(topic));
  return made;
}
