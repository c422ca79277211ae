import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarm } from '../task/alarm';

const FIVE_MINUTES = Duration.minutes(5);

export interface TrafficAlarmsProps {
  readonly targetGroup: ApplicationTargetGroup;
  readonly topic: ITopic;
  /** What the alarm texts call the service, for example "api in production". */
  readonly title: string;
}

/** Alarms on what the balancer sees. They need no running service, so a deployment may be rolled back by them. */
export class TrafficAlarms extends Construct {
  /** The two that mean a deployment has gone wrong. */
  readonly rollback: readonly Alarm[];

  constructor(scope: Construct, id: string, props: TrafficAlarmsProps) {
    super(scope, id);
    const { metrics } = props.targetGroup;
    const unhealthy = alarm(this, 'UnhealthyTargets', props.topic, {
      alarmDescription: `${props.title}: at least one task has failed its health checks for three minutes.`,
      metric: metrics.unhealthyHostCount({ statistic: 'Maximum', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 3,
    });
    const errors = alarm(this, 'ServerErrors', props.topic, {
      alarmDescription: `${props.title}: more than 5 % of at least 20 requests in five minutes were answered with 5xx.`,
      metric: new MathExpression({
        expression: 'IF(requests >= 20, 100 * errors / requests, 0)',
        label: '5xx, % of requests',
        period: FIVE_MINUTES,
        usingMetrics: {
          errors: metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: 'Sum' }),
          requests: metrics.requestCount({ statistic: 'Sum' }),
        },
      }),
      threshold: 5,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
    });
    alarm(this, 'Latency', props.topic, {
      alarmDescription: `${props.title}: one request in twenty took longer than two seconds, for fifteen minutes.`,
      metric: metrics.targetResponseTime({ statistic: 'p95', period: FIVE_MINUTES }),
      threshold: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
    });
    this.rollback = [unhealthy, errors];
  }
}
